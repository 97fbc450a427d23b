"""Explore what the press says: words, actors, quotes and quantities, as tables that lead back to the sentence.

Corpus: read_corpus, check_corpus, drop_documents, drop_lines, describe_corpus, annotate, in_context, mark_text,
show_article, read_lexicon, notebook_setup, show_note.

Words: choose_words, count_words, word_rates, find_words, word_matrix, compare_words, count_collocations,
measure_collocations, measure_diversity, read_categories, find_categories, count_categories, count_by_date.

Actors: find_actors, merge_actors, read_aliases, link_peoples, count_actors, actor_names, actor_edges, edge_weights,
edge_dates, edge_mentions, backbone, rank_actors, write_graph.

Quotes: find_quotes, link_speakers, join_pieces, mark_quoted, count_speakers, speaker_shares, speaker_concentration,
speaks_about, count_cues, quote_positions, score_tone, tone_agreement.

Quantities: find_quantities, excluded_numbers, count_quantities, name_topics, link_claims, compare_claims.

Large corpora: write_partitions, run_partitions, count_partitions.

Trust: read_scores, read_limits, show_trust, annotate_sample, read_sample, score_sample, agreement.

Pictures: plot_counts, plot_dispersion, plot_keyness, plot_collocations, plot_zipf, plot_trend, plot_documents,
plot_network, plot_adjacency, plot_parts, plot_positions, plot_tone, plot_values, plot_claims.

Readings: summarise_corpus, summarise_words, summarise_comparison, summarise_actors, summarise_quotes,
summarise_quantities.

Answer page: write_report.

Papers: figure_style, panel_figure, read_venues, save_figure, save_table, methods_text.
"""

import lazy_loader

# The names and where they are: __init__.pyi, which editors and type checkers read as well.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
