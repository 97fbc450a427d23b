"""Readings: what must be said of typed-in tables, of the seed and of the news."""

import re
from itertools import combinations

import pandas as pd
import pytest
from typed import check, compared, counted, disputed, found, named, numbers, quoted, texts_of, ties, words_of

import analysis as kit
from analysis import (
    summarise_actors,
    summarise_comparison,
    summarise_corpus,
    summarise_quantities,
    summarise_quotes,
    summarise_words,
)

SIDES = "quotations", "reporters’ words"


@pytest.mark.parametrize(
    ("function", "tables", "why"),
    [
        (summarise_corpus, (texts_of(0), words_of(texts_of(0)), found()), "There is no text in this corpus."),
        (summarise_words, (counted(), texts_of(0)), "No content word was found, since there is no text."),
        (summarise_words, (counted(), texts_of(1)), "No content word was found in this text."),
        (summarise_words, (counted(), texts_of(3)), "No content word was found in these 3 texts."),
        (
            summarise_comparison,
            (compared(), "BBC", None),
            "Nothing was compared, because the texts do not form",
        ),
        (
            summarise_comparison,
            (compared(), *SIDES),
            "and reporters’ words: no word is frequent enough, or one of",
        ),
        (summarise_actors, (named(), ties()), "No actor with a name was found."),
        (summarise_quotes, (quoted(),), "No quotation was found."),
        (summarise_quantities, (numbers(), disputed()), "No number was found."),
    ],
)
def test_tables_without_rows_are_read_in_one_sentence_that_says_why(function, tables, why):
    check(function(*tables), why)
    assert function(*tables).count(".") == 1


def test_a_missing_column_is_named():
    with pytest.raises(KeyError, match="quotes has no column 'actor'"):
        summarise_quotes(quoted("Lee").drop(columns="actor"))


def test_a_reading_is_a_text_and_an_escaped_paragraph():
    reading = summarise_quotes(quoted("<b>Lee & Co</b>"))
    assert "<b>Lee & Co</b>" in str(reading)
    assert "&lt;b&gt;Lee &amp; Co&lt;/b&gt;" in reading._repr_html_() and "<b>" not in reading._repr_html_()


@pytest.mark.parametrize(
    ("actors", "fact", "never"),
    [
        (["Lee"], "Only one speaker is quoted: Lee, once.", "most"),
        (["Lee", "Lee"], "Only one speaker is quoted: Lee, twice.", "most"),
        (["Lee", "Ray"], "Both speakers, Lee and Ray, are quoted once each.", "most"),
        ("xyzxyzxyz", "All 3 speakers, x, y and z, are quoted 3 times each.", "most"),
        ("stuvwxyz", "All 8 speakers are quoted once each.", "s"),
        ("xxxbcdefgh", "The most quoted speaker is x (3 times); the other 7 are quoted once each.", "small"),
        ("xxxy", "The most quoted speaker is x (3 times); y is quoted once.", "small"),
        ("zzxxyw", "are x and z (twice each); w and y are quoted once each, a difference too small for", "3"),
        ("xxxxxyyyyzzzttuuvv", "are x (5 times), y (4) and z (3); the other 3 are quoted twice each.", "t"),
        ("xxxxxyyyytttzzzz", "are x (5 times), y (4) and z (4); t is quoted 3 times.", "small"),
        ("tttuuuvvvwwwxxxyyyzq", "No speaker leads: 6 speakers are quoted 3 times each; the other 2 are", "t"),
        ("xxxxttuuvvwwyyz", "speaker is x (4 times); no other speaker is quoted more than twice.", "t"),
        ("x" * 1234 + "y", "The most quoted speaker is x (1,234 times); y is quoted once.", "1234"),
    ],
)  # fmt: skip
def test_who_is_first_is_said_only_where_somebody_is(actors, fact, never):
    reading = summarise_quotes(quoted(*actors))
    check(reading, fact)
    assert never not in re.findall(r"\w+", reading)


def test_names_with_odd_characters_stay_on_the_line():
    odd = "The\nargus\u202e {{ 7 * 7 }}"
    assert "is The argus[U+202E] {{ 7 * 7 }} (twice); O’Neill is" in summarise_quotes(
        quoted(odd, odd, "O’Neill")
    )
    check(summarise_quotes(quoted("x" * 500, "Lee and Ray")), "Lee and Ray; and " + "x" * 59 + "…, are")


def test_a_quotation_in_pieces_counts_once_and_kinds_add_up():
    pieces = pd.concat([quoted("Lee", "Ray", "Lee"), quoted("Lee")]).assign(
        kind=["mixed", "direct", "direct", "mixed"]
    )
    inside = "Of the 3 quotations that the kit found, 2 are direct and one is mixed (partly inside quotation marks)."
    check(summarise_quotes(pieces), inside, "Lee (twice)", "Every quotation has a known speaker.")
    check(
        summarise_quotes(quoted("Lee", "Ray", kind="indirect")),
        "Both quotations that the kit found are indirect.",
    )
    two = pd.concat([quoted("Lee"), quoted("Lee").assign(doc_id="b")])
    reading = summarise_quotes(two)
    check(
        reading,
        "Both quotations that the kit found are direct.",
        "Both that have a speaker are by named people.",
    )


def test_quotations_without_a_speaker():
    types = ["named person", "collective", "none", "role or unnamed official", "named person"]
    reading = summarise_quotes(quoted("Lee", "Ray", None, None, "Lee", type=types))
    check(reading, "A speaker is known for 3 of them; one has no speaker, and one has a speaker who")
    check(reading, "By kind of speaker, 2 are by named people, one is by a collective and one is")
    reading = summarise_quotes(quoted(None, None, type="none"))
    check(reading, "No speaker is known", never=["by named", "Only one"])
    reading = summarise_quotes(quoted(None, type="none"))
    check(reading, "one quotation, which is direct. Its speaker is not known.")


@pytest.mark.parametrize(
    ("n", "columns", "fact"),
    [
        (1, {}, "The corpus is one text with 2 words. Its date and outlet are not known. The check"),
        (1, {"date": pd.Timestamp("2020-02-29")}, "Its outlet is not known. It is dated 29 February 2020."),
        (1, {"outlet": "BBC", "period": "2020-02"}, "It is from BBC. Its date is not known, only its month or year."),
        (3, {}, "No text has a date or an outlet, so texts cannot be compared over time or between outlets."),
        (3, {"outlet": "BBC"}, "They are from BBC. No text has a date, so nothing can be shown over time."),
        (2, {"outlet": ["b", "A"]}, "They are from 2 outlets (A and b)."),
        (2, {"date": pd.Timestamp("2020-01-01")}, "No text has an outlet, so outlets cannot be compared. They are"),
        (7, {"outlet": list("abcdefg")}, "They are from 7 outlets."),
        (3, {"outlet": ["BBC", "", None]}, "Only one of the 3 texts has an outlet; it is from BBC."),
        (3, {"date": pd.to_datetime(["2020-01-03", None, "2020-01-01"]), "period": [None, "2020-02", None]},
         "Only 2 of the 3 texts have a date; these are dated from 1 January 2020 to 3 January 2020; one has only"),
    ],
)  # fmt: skip
def test_outlets_and_dates_known_partly_or_not_at_all(n, columns, fact):
    documents = texts_of(n, **columns)
    check(summarise_corpus(documents, words_of(documents), found()), fact, "odd dates found nothing.")


@pytest.mark.parametrize(
    ("kinds", "fact"),
    [
        ({"near copy": "01", "damaged text": "11", "repeated line": "22"},
         "found 2 texts with a near copy, 2 repeated lines and one damaged text; 3 of the 4 texts have at least one"),
        ({"repeated line": "0123"}, "The check found 4 repeated lines; all 4 texts have at least one of these."),
        ({"date missing": "1"}, "The check found one text without a date."),
    ],
)  # fmt: skip
def test_findings_are_counted_by_kind_and_text(kinds, fact):
    rows = [(kind, f"t{number}") for kind, numbers in kinds.items() for number in numbers]
    check(summarise_corpus(texts_of(4), words_of(texts_of(4)), found(*rows)), fact)


def test_what_was_left_out_is_said():
    documents = texts_of(3, text=["It is over."] * 2 + ["They won."])
    left = kit.drop_documents(documents, kit.check_corpus(documents, shortest=0))
    reading = summarise_corpus(left, words_of(left), found())
    check(reading, "The corpus has 2 texts with 4 words, 2 in each.")
    assert reading.endswith("Before this count, the following was left out: one exact copy.")


def test_words_of_one_text_say_nothing_of_texts():
    reading = summarise_words(counted(war=9, say=4, end=1), texts_of(1))
    check(reading, "The text has 3 different content words", "one of them occurs only once.", never=["texts"])
    check(reading, "The most frequent words are “war” (9 times) and “say” (4); “end” occurs once.")


def test_words_of_several_texts_are_everywhere_or_confined():
    reading = summarise_words(counted([4, 1, 3], war=9, flood=7, end=1), texts_of(4))
    check(reading, "The only word in all 4 texts is “war”.")
    check(reading, "Of the 2 words that occur 7 times or more, one is in")
    check(reading, "only one text: “flood”.")
    rare = summarise_words(counted(war=2, end=2), texts_of(4))
    check(rare, "No word occurs in more than one text.", "none of them occurs only once", never=["or more"])
    reading = summarise_words(counted([25, 3, 30], war=99, flood=50, end=60), texts_of(50))
    check(reading, "No word occurs in more than 30 of the 50 texts.")
    check(reading, "in no more than 5 of the 50 texts: “flood”.")
    everywhere = summarise_words(counted(2, **dict.fromkeys("abcdef", 7)), texts_of(2))
    check(everywhere, "There are 6 words that occur in both texts.")
    check(everywhere, "All 6 words that occur 7 times or more are in more")


def test_ten_thousand_words_are_named_by_level():
    counts = counted(**{f"w{number}": 12_000 if number < 2 else 1 for number in range(10_000)})
    reading = summarise_words(counts, texts_of(3))
    check(reading, "10,000 different content words", "9,998 of them occur only once")
    check(reading, "are “w0” and “w1” (12,000 times each); the other 9,998 occur once each.")


def test_a_missing_word_is_not_counted():
    counts = pd.concat([counted(war=3), pd.DataFrame({"word": [None], "n": [None], "doc_freq": [1]})])
    reading = summarise_words(counts, texts_of(1))
    check(reading, "one different content word", "Only one word occurs: “war”, 3 times.")


def test_words_that_are_typical_of_a_side():
    rows = [("we", 20, 0.01, ""), ("our", 15, 0.05, ""), ("army", -30, 0.001, ""), ("city", 9, 0.06, "")]
    reading = summarise_comparison(compared(*rows), *SIDES)
    check(reading, "In all, 4 words are compared between quotations and reporters’ words.")
    check(reading, never=["city", "reason"])
    check(
        reading,
        "With a q of at most 0.05, 2 words (“we” and “our”) are typical of quotations, and one word (“army",
    )
    many = summarise_comparison(
        compared(*[(f"w{number}", number, 0.01, "") for number in range(10, 30)]), *SIDES
    )
    check(many, "20 words (above all “w29”, “w28”, “w27”, “w26” and “w25”) are")
    check(many, "no words are typical of reporters’ words.")
    equal = summarise_comparison(compared(*[(f"w{number}", 5, 0.01, "") for number in range(8)]), *SIDES)
    check(equal, "8 words are typical of quotations", never=["w1"])


def test_words_without_q_have_a_reason():
    paired = "no interval: one text; no p: without an interval; no dp: fewer than 5 in the target"
    tested = "no interval: fewer than 10 texts; no p: in too few texts"
    untested = summarise_comparison(compared(("we", 9, None, paired), ("us", 9, None, paired)), *SIDES)
    check(untested, "no word has a q (reason: one text)", "shows nothing about other texts.")
    check(untested, never=["dp", "“"])
    first = summarise_comparison(
        compared(
            ("we", 9, None, paired),
            ("us", 2, None, paired),
            ("he", 2, None, paired),
            ("she", 1, None, paired),
        ),
        *SIDES,
    )
    check(first, "In these texts, “we”, “he” and “us” differ most.", never=["“she”"])
    one = summarise_comparison(compared(("we", 9, None, tested)), *SIDES)
    check(one, "One word is compared")
    check(one, "it has no q (reason: in too few texts). It therefore shows nothing about other")
    partly = summarise_comparison(compared(("we", 9, None, tested), ("us", 2, 0.4, "")), *SIDES)
    check(partly, "no word has a q of at most 0.05", "For one word there is no q (reason: in too few texts).")


def test_types_of_actors_add_up():
    mentions = pd.concat(
        [named("Lee", "Lee", "Ray"), named("Syria", label="PLACE"), named("UN", "UN", label="ORG")]
    )
    groups = named("rebels", "rebels", label="GROUP", kind="nominal")
    types = "4 actors with a name: 2 people (3 mentions), one organisation (2 mentions) and one place (one mention)"
    reading = summarise_actors(pd.concat([mentions, groups]), ties())
    check(reading, f"{types}; 2 other mentions are of groups without a")
    reading = summarise_actors(groups[:1], ties())
    check(reading, "No actor with a name was found; one mention is of groups without a name")
    reading = summarise_actors(named("Lee"), ties())
    check(reading, "Only one actor is named: Lee, once.", never=["ties", "one person"])
    reading = summarise_actors(named("Lee", "Ray"), ties())
    check(reading, "No sentence names two of them, so there are no ties.")


@pytest.mark.parametrize(
    ("within", "once", "often"),
    [("paragraph", "one paragraph", "in 2 paragraphs."), ("document", "one text", "in 2 texts."),
     (3, "one passage of 3 sentences", "in 2 passages of 3 sentences.")],
)  # fmt: skip
def test_ties_are_of_what_actors_share(within, once, often):
    reading = summarise_actors(named(*"abc"), ties(("a", "b", 2), ("b", "c", 1)), within=within)
    check(
        reading,
        f"(pairs of actors that are named in {once})",
        often,
        "with both other",
        never=["one sentence"],
    )


def test_a_name_within_another_of_its_type_is_to_be_checked():
    england = named("England", label="PLACE")
    reading = summarise_actors(pd.concat([england, named("Bank of England", label="ORG")]), ties())
    check(reading, never=["Check"])
    reading = summarise_actors(named("Lee", "Ann Lee", "Lee (ORG)"), ties())
    check(reading, "Check whether these pairs are one actor each: Lee – Ann Lee and Lee – Lee (ORG).")


@pytest.mark.parametrize(
    ("rows", "facts"),
    [
        ([("a", "b", 3), ("a", "c", 1), ("c", "d", 1), ("a", "d", 1)],
         ["There are 4 ties (pairs of actors that are named in one sentence) among 4 actors; the other 5 have no tie.",
          "a has the most ties, with all 3 other", "the pair named together most often is a and b, in 3 sentences."]),
        ([("a", "b", 1), ("b", "c", 1), ("c", "d", 1)],
         ["b and c have the most ties, each with 2 of the 3 other", "no two actors are named together in more than"]),
        ([("a", "b", 2), ("c", "d", 2)],
         ["Each of these 4 actors has one tie;", "in 2 sentences each, are a with b and c with d."]),
        ([("a", "b", 2)], ["Only one pair of actors is named in one sentence: a and b (2 sentences)."]),
        ([(*pair, 2) for pair in combinations("abcd", 2)],
         ["Each of these 4 actors has 3 ties;", "no pair leads: 6 pairs are named together in 2 sentences each."]),
        ([(*pair, 1) for pair in zip("abcdefgh", "bcdefghi", strict=True)],
         ["There are 8 ties (pairs of actors that are named in one sentence) among 9 actors.",
          "No actor has more than 2 ties, and 7 actors have as many;"]),
    ],
)  # fmt: skip
def test_ties_have_a_centre_or_none(rows, facts):
    check(summarise_actors(named(*"abcdefghi"), ties(*rows)), *facts)


def test_claimants_and_kinds():
    claims = numbers(
        "Lee", "Lee", "Lee", "he", None, dimension=["count", "count", "count", "money", "percent"]
    )
    claims.loc[0, "actor"] = "Ann Lee"
    reading = summarise_quantities(claims, disputed())
    check(
        reading,
        "found 5 numbers. The most frequent kind is “count of people or things” (3 times); “money” and ",
    )
    check(reading, "A claimant (the source of a number) was found for 4 of them; the other is the")
    check(reading, never=[" he "])
    check(reading, "The most cited claimant is Lee (twice); Ann Lee is cited once", "no two sources")
    reading = summarise_quantities(numbers(None), disputed())
    check(reading, "The kit found one number. No claimant", never=["sources"])


@pytest.mark.parametrize(
    ("rows", "fact"),
    [
        ([(0, "14", 14, 4.142857), (0, "58", 58, 4.142857), (1, "2", 2, 1.5), (1, "3", 3, 1.5)],
         "on 2 things; they differ most on “people killed”: the lowest is 14, the highest 58 (ratio 4.14)."),
        ([(0, "12 km", 12, 1.341, "kilometer", "ice"), (0, "10 miles", 10, 1.341, "mile", "ice", "vague")],
         "“ice”: the lowest is “12 km”, the highest “10 miles” (ratio 1.34); one of the two may be about"),
        ([(0, "2", 2, 2, "", "ice", "vague"), (0, "2", 2, 2, "", "ice"), (0, "4", 4, 2, "", "ice")],
         "the lowest is 2, the highest 4 (ratio 2)."),
        ([(0, "1,000", 1000, 3), (0, "2,000 to 3,000", 2000, 3, "", "people", None, 3000)],
         "the lowest is 1,000, the highest 3,000 (ratio 3)."),
        ([(0, "14", 14, 1), (0, "14", 14, 1)], "For one thing, several sources (claimants or reporters) have figures"),
        ([(number, "1", value, 2, "", f"t{number}") for number in (0, 1) for value in (1, 2)],
         "seem to disagree on 2 things; the largest ratio, 2, is that of 2 of these (t0 and t1)."),
    ],
)  # fmt: skip
def test_the_largest_difference(rows, fact):
    check(summarise_quantities(numbers("Lee", "Ray"), disputed(*rows)), fact)


def read_all(corpus):
    documents, tokens, _, entities = corpus
    mentions = kit.merge_actors(kit.find_actors(entities, tokens, documents))
    quotes = kit.link_speakers(kit.find_quotes(tokens, documents), mentions, tokens)
    claims = kit.link_claims(kit.find_quantities(tokens, documents), quotes)
    words = kit.choose_words(kit.mark_quoted(tokens, documents))
    readings = {
        "corpus": summarise_corpus(documents, tokens, kit.check_corpus(documents)),
        "words": summarise_words(kit.count_words(words), documents),
        "comparison": summarise_comparison(kit.compare_words(words, by="in_quotes", target=True), *SIDES),
        "actors": summarise_actors(mentions, kit.actor_edges(mentions[mentions["kind"] == "name"])),
        "quotes": summarise_quotes(quotes[quotes["speech"]]),
        "quantities": summarise_quantities(claims, kit.compare_claims(claims)),
    }
    for reading in readings.values():
        check(reading)
    return readings


@pytest.mark.model
def test_the_seed_article(seed):
    made = read_all(seed)
    check(made["corpus"], "one text with 497 words", "Its date and outlet are not known", "found nothing")
    check(made["words"], "“Aleppo” (11 times), “say” (10)", never=["texts"])
    check(made["comparison"], "(reason: one text)")
    check(made["actors"], "Aleppo has the most ties, with 14 of the 18 other")
    check(
        made["actors"],
        "Aleppo and Syria, in 3 sentences",
        "Check whether these two are one actor: Aleppo – East Aleppo.",
    )
    check(made["quotes"], "Of the 18 quotations that the kit found, 10 are indirect")
    check(made["quotes"], "Colville and Zeid Ra’ad al Hussein (twice each)")
    check(made["quotes"], "A speaker is known for 17 of them; one has no speaker.")
    check(
        made["quantities"],
        "The kit found 7 numbers",
        "found for 5 of them; the other 2 are",
        "no two sources",
    )


@pytest.mark.model
def test_the_news(news):
    made = read_all(news)
    check(made["corpus"], "8 texts", "2 outlets (Harbour Courier and Valley Tribune)")
    check(made["corpus"], "4 March 2021 to 11 March 2021")
    check(made["words"], "“say” (68 times)", "The only word in all 8 texts is “say”.")
    check(made["comparison"], "(reason: fewer than 10 texts)")
    check(made["actors"], "Open Hands Relief (16 times)", "in 3 sentences each, are Dunmar with Hadrin Dam")
    check(made["quotes"], "Marta Ostrander (10 times)")
    check(made["quotes"], "3 have no speaker, and one has a speaker who is not identified")
    check(made["quantities"], "“people killed”: the lowest is 4, the highest 58 (ratio 14.5)")
