"""The public names and where they are: `analysis/__init__.py` loads each when it is first used."""

from .actors import (
    actor_names as actor_names,
    count_actors as count_actors,
    merge_actors as merge_actors,
    read_aliases as read_aliases,
)
from .annotation import annotate as annotate
from .categories import (
    count_categories as count_categories,
    find_categories as find_categories,
    read_categories as read_categories,
)
from .check import (
    check_corpus as check_corpus,
    drop_documents as drop_documents,
    drop_lines as drop_lines,
)
from .coding import (
    agreement as agreement,
    annotate_sample as annotate_sample,
    read_sample as read_sample,
    score_sample as score_sample,
)
from .collocations import (
    count_collocations as count_collocations,
    measure_collocations as measure_collocations,
)
from .compare import compare_words as compare_words
from .context import in_context as in_context, mark_text as mark_text
from .corpus import (
    describe_corpus as describe_corpus,
    read_corpus as read_corpus,
)
from .diversity import measure_diversity as measure_diversity
from .export.figures import save_figure as save_figure
from .export.methods import methods_text as methods_text
from .export.panels import panel_figure as panel_figure
from .export.style import figure_style as figure_style, read_venues as read_venues
from .export.tables import save_table as save_table
from .finders.actors import find_actors as find_actors, link_peoples as link_peoples
from .finders.lists import read_lexicon as read_lexicon
from .finders.quantities import (
    excluded_numbers as excluded_numbers,
    find_quantities as find_quantities,
    link_claims as link_claims,
)
from .finders.quotes import find_quotes as find_quotes, link_speakers as link_speakers
from .matching import find_words as find_words
from .network.disparity import backbone as backbone
from .network.edges import (
    actor_edges as actor_edges,
    edge_dates as edge_dates,
    edge_mentions as edge_mentions,
    edge_weights as edge_weights,
)
from .network.graph_files import write_graph as write_graph
from .network.ranks import rank_actors as rank_actors
from .plots.bars import plot_counts as plot_counts, plot_parts as plot_parts
from .plots.lines import (
    plot_documents as plot_documents,
    plot_trend as plot_trend,
    plot_zipf as plot_zipf,
)
from .plots.network import plot_adjacency as plot_adjacency, plot_network as plot_network
from .plots.points import (
    plot_claims as plot_claims,
    plot_collocations as plot_collocations,
    plot_keyness as plot_keyness,
    plot_tone as plot_tone,
    plot_values as plot_values,
)
from .plots.positions import plot_dispersion as plot_dispersion, plot_positions as plot_positions
from .quantities import (
    compare_claims as compare_claims,
    count_quantities as count_quantities,
    name_topics as name_topics,
)
from .quotes import (
    count_cues as count_cues,
    count_speakers as count_speakers,
    join_pieces as join_pieces,
    mark_quoted as mark_quoted,
    quote_positions as quote_positions,
    speaker_concentration as speaker_concentration,
    speaker_shares as speaker_shares,
    speaks_about as speaks_about,
)
from .rates import word_rates as word_rates
from .readings.actors import summarise_actors as summarise_actors
from .readings.comparison import summarise_comparison as summarise_comparison
from .readings.corpus import summarise_corpus as summarise_corpus
from .readings.notes import show_note as show_note
from .readings.quantities import summarise_quantities as summarise_quantities
from .readings.quotes import summarise_quotes as summarise_quotes
from .readings.words import summarise_words as summarise_words
from .report.articles import show_article as show_article
from .report.site import write_report as write_report
from .scale import (
    count_partitions as count_partitions,
    run_partitions as run_partitions,
    write_partitions as write_partitions,
)
from .settings import notebook_setup as notebook_setup
from .timeline import count_by_date as count_by_date
from .tone import score_tone as score_tone, tone_agreement as tone_agreement
from .trust import read_limits as read_limits, read_scores as read_scores, show_trust as show_trust
from .words import choose_words as choose_words, count_words as count_words, word_matrix as word_matrix
