"""Pasted text is read as turns: who speaks, what was asked, whose words are whose. All texts are invented."""

from __future__ import annotations

import time
import unicodedata

import pytest

from statements import transcripts
from statements.transcripts import ParsedTurn, Transcript, Uncorrectable, Unstorable, vocabulary
from statements.transcripts.names import read_name

EMBASSY = (
    "Question: Some say that rules for tides are made by three harbours alone. Your view?\n"
    "Embassy Spokesperson: Tides belong to all coasts.\n"
    "Our country has always said so: share them.\n"
    "We have proposed a Tide Charter.\n"
    "We stand ready to work with every coast."
)


def read(text: str, **given: str) -> list[tuple[str, str, str]]:
    """Return (kind, label as a person sees it, words) of each turn, having checked that no letter is lost."""
    transcript = transcripts.parse(text, **given)  # type: ignore[arg-type]
    assert transcript.text() == transcripts.clean(text)
    return [(turn.kind, " ".join(turn.label.split()), turn.words) for turn in transcript.turns]


def kinds(text: str, **given: str) -> list[tuple[str, str]]:
    """Return (kind, label) of each turn."""
    return [(kind, label) for kind, label, _ in read(text, **given)]


def turn_labelled(transcript: Transcript, label: str) -> ParsedTurn:
    """Return the first turn with this label."""
    return next(turn for turn in transcript.turns if turn.label.strip() == label)


# Cleaning


def test_one_byte_order_mark_goes_and_line_ends_become_lf() -> None:
    assert transcripts.clean("\ufeff\ufeffa\r\nb\rc\nd") == "\ufeffa\nb\nc\nd"


def test_letters_become_nfc() -> None:
    assert transcripts.clean("cafe\u0301") == "café"


@pytest.mark.parametrize(("char", "named"), [("\x00", "NUL"), ("\ud800", "U+D800"), ("\udfff", "U+DFFF")])
def test_what_no_database_stores_is_refused_with_its_place(char: str, named: str) -> None:
    with pytest.raises(Unstorable) as refused:
        transcripts.parse(f"one\r\ntwo {char}three")
    assert (refused.value.char, refused.value.position) == (char, 9)
    assert (refused.value.line, refused.value.column) == (2, 5)
    assert "line 2, column 5" in str(refused.value)
    assert named in str(refused.value)


def test_a_place_on_the_first_line_counts_from_one() -> None:
    with pytest.raises(Unstorable) as refused:
        transcripts.clean("\x00")
    assert (refused.value.position, refused.value.line, refused.value.column) == (0, 1, 1)


def test_half_a_million_marks_on_one_letter_are_normalised_as_the_standard_says() -> None:
    few = "a" + "\u0301\u0323" * 40 + "\u0344\u0315b"
    assert transcripts.clean(few) == unicodedata.normalize("NFC", few)
    many = transcripts.clean("a" + "\u0301\u0323" * 250_000)
    assert len(many) == 500_000


# An embassy's question and answer


def test_an_embassys_question_and_answer_are_one_exchange() -> None:
    question, answer = transcripts.parse(EMBASSY).turns
    assert (question.order, question.exchange, question.kind) == (1, 1, "question")
    assert (question.label, question.speaker, question.asker) == ("Question: ", "", "publisher")
    assert (question.theirs, question.gap) == (False, "\n")
    assert (answer.order, answer.exchange, answer.kind) == (2, 1, "answer")
    assert (answer.label, answer.speaker) == ("Embassy Spokesperson: ", "Embassy Spokesperson")
    assert (answer.theirs, answer.asker, answer.flagged, answer.gap) == (True, "", "", "")
    assert len(answer.words.split("\n")) == 4


def test_the_labels_are_listed_once_each_with_their_uses() -> None:
    text = "Q: When?\n\nMS. OAK: Soon.\n\nQ:  Where?\n\nMS. OAK: Here.\n\nQ: Why?\n"
    uses = transcripts.parse(text).labels()
    assert [(use.label, use.speaker, use.count) for use in uses] == [("Q:", "", 3), ("MS. OAK:", "MS. OAK", 2)]
    assert [(use.kind, use.theirs, use.asker) for use in uses] == [
        ("question", False, "unnamed"),
        ("answer", True, ""),
    ]


# Labels of many kinds


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Question:", "Answer:"),
        ("Q:", "A:"),
        ("Q.", "A."),
        ("Q1:", "A1:"),
        ("**Q:**", "**A:**"),
        ("**Q**:", "**A**:"),
        ("__Question:__", "__Answer:__"),
        ("> **Q:**", "> **A:**"),
        ("### Question:", "Answer:"),
        ("QUESTION:", "MS. OAK:"),
        ("Question:", "Mara Lind:"),
        ("Question from AFP:", "Spokesperson:"),
        ("Вопрос:", "Ответ:"),
        ("Вопрос:", "В.Орлов:"),
        ("Вопрос:", "С. В. Орлов:"),
        ("В:", "О:"),
        ("问：", "答："),
        ("问:", "答:"),
        ("問：", "答："),
        ("（問）", "（答）"),
        ("记者：", "林芳："),
        ("路透社记者：", "外交部发言人："),
        ("【共同通信 田中記者】", "【外務大臣】"),
        ("질문:", "답변:"),
        ("PREGUNTA:", "RESPUESTA:"),
        ("P.-", "R.-"),
        ("Question :", "Réponse :"),
        ("Q -", "R -"),
        ("Question\u00a0:", "La porte-parole\u00a0:"),
        ("Frage:", "Antwort:"),
        ("Pergunta:", "Resposta:"),
        ("Domanda:", "Risposta:"),
        ("D:", "R:"),
        ("سؤال:", "جواب:"),
        ("س:", "ج:"),
        ("\u200fسؤال:", "\u200fجواب:"),
        ("שאלה:", "תשובה:"),
        ("प्रश्न:", "उत्तर:"),
        ("Soru:", "Cevap:"),
        ("Reporter:", "Minister Oak:"),
        ("AFP:", "Mara Lind:"),
        ("Harbour TV:", "Mara Lind:"),
        ("Question:", "S. Oak:"),
        ("Q (AFP):", "A:"),
        ("[00:01:04] Question:", "[00:01:40] Minister Oak:"),
        ("(1:04) Q:", "(1:40) A:"),
        ("00:01:04 Reporter:", "00:01:40 – Mara Lind:"),
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n", "\r\n\r\n"])
def test_questions_and_answers_are_told_apart(asks: str, answers: str, between: str) -> None:
    said = between.join([f"{asks} One? ", f"{answers} Two.", f"{asks} Three?", f"{answers} Four: five."])
    transcript = transcripts.parse(said)
    assert transcript.text() == transcripts.clean(said)
    assert [(turn.kind, turn.exchange, turn.label.strip(), turn.words) for turn in transcript.turns] == [
        ("question", 1, asks, "One?"),
        ("answer", 1, answers, "Two."),
        ("question", 2, asks, "Three?"),
        ("answer", 2, answers, "Four: five."),
    ]
    assert [turn.theirs for turn in transcript.turns] == [False, True, False, True]


def test_a_bare_q_opens_a_question_on_a_row_of_its_own_or_before_its_words() -> None:
    text = "MS. OAK:  Good day.\n\nQ    When?\n\nMS. OAK:  Soon.\n\nQ\nWhere?\n\nMS. OAK:  Here.\n\nQ — and why?\n"
    assert read(text) == [
        ("speech", "MS. OAK:", "Good day."),
        ("question", "Q", "When?"),
        ("answer", "MS. OAK:", "Soon."),
        ("question", "Q", "Where?"),
        ("answer", "MS. OAK:", "Here."),
        ("question", "Q —", "and why?"),
    ]


def test_a_bare_q_before_a_single_space_is_believed_in_company_only() -> None:
    assert kinds("Q When?\n\nMS. OAK: Soon.\n\nQ Where?\n\nMS. OAK: Here.\n") == [
        ("question", "Q"),
        ("answer", "MS. OAK:"),
        ("question", "Q"),
        ("answer", "MS. OAK:"),
    ]
    assert kinds("Q and A follow.\n\nQ & A: see below.\n\nQ is a letter.\n") == [("speech", "")]


def test_a_label_keeps_the_white_space_after_it_and_the_indent_goes_to_the_gap_before() -> None:
    transcript = transcripts.parse("   Question:\n\n   When?\n\n   Answer:\tSoon.\n      And later.\n")
    question, answer = transcript.turns
    assert (question.label, question.words, question.gap) == ("   Question:\n\n   ", "When?", "\n\n   ")
    assert (answer.label, answer.words, answer.gap) == ("Answer:\t", "Soon.\n      And later.", "\n")


def test_paragraphs_after_blank_rows_stay_in_the_answer() -> None:
    assert read("Question: When?\n\nAnswer: Soon.\n\nVery soon.\n\n\nIndeed.\n")[1:] == [
        ("answer", "Answer:", "Soon.\n\nVery soon.\n\n\nIndeed."),
    ]


def test_agencies_and_outlets_ask_even_where_each_asks_once() -> None:
    text = (
        "AFP: Will talks go on?\n\nMara Lind: They will.\n\n"
        "The Harbour Post: And the pact?\n\nMara Lind: It stands.\n\n"
        "CCTV: Thank you.\n\nMara Lind: Thank you.\n\nTidewatch: Any news from the north?\n\nMara Lind: None.\n"
    )
    transcript = transcripts.parse(text)
    assert [(turn.kind, turn.speaker, turn.asker) for turn in transcript.turns] == [
        ("question", "AFP", "outlet"),
        ("answer", "Mara Lind", ""),
        ("question", "The Harbour Post", "outlet"),
        ("answer", "Mara Lind", ""),
        ("question", "CCTV", "outlet"),
        ("answer", "Mara Lind", ""),
        ("question", "Tidewatch", "unnamed"),
        ("answer", "Mara Lind", ""),
    ]


def test_two_who_ask_before_one_answer_open_two_exchanges() -> None:
    transcript = transcripts.parse("AFP: Why?\n\nReuters: And when?\n\nMara Lind: Both soon.\n")
    assert [(turn.kind, turn.exchange) for turn in transcript.turns] == [
        ("question", 1),
        ("question", 2),
        ("answer", 2),
    ]


def test_a_known_label_is_believed_where_an_editor_says_so() -> None:
    text = "Tides: we share them.\n\nHarbours: we build them.\n"
    assert kinds(text) == [("speech", "")]
    told = transcripts.parse(text, labels_known=["Harbours:"])
    assert [turn.label for turn in told.turns] == ["", "Harbours: "]


@pytest.mark.parametrize("word", sorted(vocabulary.QUESTION_WORDS | vocabulary.ANSWER_WORDS))
def test_every_word_for_a_question_or_an_answer_is_known_however_it_is_printed(word: str) -> None:
    role = "question" if word in vocabulary.QUESTION_WORDS else "answer"
    printed = [word, word.upper(), f" {word[:1].upper()}{word[1:]} 2"]
    assert {read_name(form.strip()).role for form in printed} == {role}


# Colons that open no turn


@pytest.mark.parametrize(
    "sentence",
    [
        "The answer is simple: no.",
        "He said: wait.",
        "Note: this stands.",
        "First: the tide. Second: the wind.",
        "First: the tide.",
        "Trade and Growth: we want both.",
        "At 12:30 we meet.",
        "12:30 is the hour.",
        "12:30 Harbour talk: all are welcome.",
        "[12:30] Harbour talk: all are welcome.",
        "https://harbour.example/a: a page.",
        "See harbour.example: there it is.",
        "“Tides: a history” is a book.",
        "Our aims are three:",
        "Source: Harbour Office.",
        "- Peace: all of it.",
        "Die Antwort ist einfach: nein.",
        "La réponse est simple : non.",
        "Ответ прост: нет.",
        "Он сказал: ждите.",
        "他说：等一等。",
        "发言人表示：等一等。",
        "第一：和平。",
        "外交部将于上午8：30举行活动。",
        "وقال الوزير: انتظروا.",
    ],
)
def test_a_colon_in_a_sentence_opens_no_turn(sentence: str) -> None:
    assert kinds(f"We begin here.\n\n{sentence}\n\n{sentence}\n\nWe end here.") == [("speech", "")]
    answer = f"Yes.\n\n{sentence}\n\nThat is all."
    assert read(f"Question: Well?\n\nSpokesperson: {answer}\n\nQuestion: So?\n\nSpokesperson: So.")[1] == (
        "answer",
        "Spokesperson:",
        answer,
    )


def test_an_enumeration_is_no_list_of_speakers() -> None:
    text = "The plan has parts.\n\nA. Background: we began.\n\nB. Findings: we saw.\n\nC. Outlook: we hope.\n"
    assert kinds(text) == [("speech", "")]


def test_a_lone_question_word_in_a_speech_is_words() -> None:
    assert kinds("We stand for calm seas, and we say so at every coast.\n\nQuestion: who gains? All.\n") == [
        ("speech", "")
    ]
    assert kinds("Answer: yes, we will.\n") == [("speech", "")]


def test_a_wrapped_row_that_begins_with_a_name_and_a_colon_goes_on() -> None:
    text = (
        "Q: We have heard that there would be a long and rather important\n"
        "decision: whether to go on or to stop. Do you know what the\n"
        "ministry will do about the northern harbour and the tide mill?\n\n"
        "A: There is one thing to say about\n"
        "openness and transparency: do not fear. It is the first thing that\n"
        "North Harbour: the neighbour, would say. It is also one of the things\n"
        "that we all know.\n\n"
        "Q: Thanks to you and to the whole team for the long time you took\n"
        "A: You are welcome, and so is everybody else in the room.\n"
    )
    assert kinds(text) == [("question", "Q:"), ("answer", "A:"), ("question", "Q:"), ("answer", "A:")]


# What nobody says


def test_a_heading_and_a_date_at_the_top_are_narration() -> None:
    transcript = transcripts.parse("Regular press conference of 3 March 2024\n2024-03-03\n\nQ: When?\n\nA: Soon.\n")
    top = transcript.turns[0]
    assert (top.kind, top.words, top.exchange, top.theirs) == (
        "narration",
        "Regular press conference of 3 March 2024\n2024-03-03",
        None,
        False,
    )
    assert transcript.title == "Regular press conference of 3 March 2024"
    assert transcript.date == "2024-03-03"


def test_front_matter_is_narration_and_its_pairs_are_read() -> None:
    text = (
        "---\ntitle: \"Tide\\_Briefing \\u2013 one\"\ndate: '2024-03-01'\ntags:\n- tides\nempty:\n---\n"
        "Harbour Hall\n\n7:06 P.M. EST\n\nMS. OAK: Hello.\n\n7:37 P.M. EST\n\n\\###\n"
    )
    transcript = transcripts.parse(text)
    assert transcript.text() == text
    assert transcript.front_matter == {"title": "Tide\u00a0Briefing – one", "date": "2024-03-01"}
    assert (transcript.title, transcript.date) == ("Tide Briefing – one", "2024-03-01")
    assert [(turn.kind, turn.words.split("\n")[-1]) for turn in transcript.turns] == [
        ("narration", "---"),
        ("narration", "7:06 P.M. EST"),
        ("speech", "Hello."),
        ("narration", "\\###"),
    ]


def test_a_rule_in_the_first_row_is_no_front_matter() -> None:
    transcript = transcripts.parse("---\nWe begin. And so on, for a while.\n---\nWe end.\n")
    assert transcript.front_matter == {}


def test_fields_at_the_top_are_narration_and_name_title_date_and_speaker() -> None:
    text = (
        "Title: Remarks on tides\nDate: 6 May 2019\nSpeaker: Ana Brook\n\n"
        "ANA BROOK: We share.\n\nTOM HALE: We do.\n\nANA BROOK: So.\n"
    )
    transcript = transcripts.parse(text)
    assert (transcript.title, transcript.date) == ("Remarks on tides", "2019-05-06")
    assert transcript.turns[0].kind == "narration"
    assert [(turn.speaker, turn.theirs) for turn in transcript.turns[1:]] == [
        ("ANA BROOK", True),
        ("TOM HALE", False),
        ("ANA BROOK", True),
    ]


def test_a_stage_direction_on_its_own_row_is_narration_and_the_speaker_goes_on() -> None:
    text = (
        "Q: When?\n\n[crosstalk]\n\nA: Soon. (Laughs.)\n\n(Laughter.)\n\n"
        "Very soon.\n\n（笑）\n\nQ: Where?\n\nA: Here.\n"
    )
    transcript = transcripts.parse(text)
    assert [(turn.kind, turn.exchange, turn.words, turn.theirs) for turn in transcript.turns] == [
        ("question", 1, "When?", False),
        ("narration", 1, "[crosstalk]", False),
        ("answer", 1, "Soon. (Laughs.)", True),
        ("narration", 1, "(Laughter.)", False),
        ("answer", 1, "Very soon.", True),
        ("narration", None, "（笑）", False),
        ("question", 2, "Where?", False),
        ("answer", 2, "Here.", True),
    ]


def test_the_first_row_after_a_label_is_words_even_in_brackets() -> None:
    assert read("Q\n(Inaudible.)\n\nMS. OAK: Sorry?\n\nQ    When?\n")[0] == ("question", "Q", "(Inaudible.)")


def test_a_label_with_nothing_said_is_narration() -> None:
    assert read("Q:\nQ: When?\nA: Soon.\nQ:\n") == [
        ("narration", "", "Q:"),
        ("question", "Q:", "When?"),
        ("answer", "A:", "Soon."),
        ("narration", "", "Q:"),
    ]


def test_markdown_headings_between_turns_are_narration() -> None:
    assert kinds("# Briefing\n\n## Tides\n\nQ: When?\n\nA: Soon.\n\n## Winds\n\nQ: Where?\n\nA: Here.\n") == [
        ("narration", ""),
        ("question", "Q:"),
        ("answer", "A:"),
        ("narration", ""),
        ("question", "Q:"),
        ("answer", "A:"),
    ]


def test_prose_above_the_first_label_is_a_speech_that_nobody_is_said_to_own() -> None:
    transcript = transcripts.parse("Harbour briefing\n\nGood day. I have news about the tide.\n\nQ: When?\nA: Soon.\n")
    assert [(turn.kind, turn.theirs, turn.flagged) for turn in transcript.turns] == [
        ("narration", False, ""),
        ("speech", False, "unclear"),
        ("question", False, ""),
        ("answer", True, ""),
    ]


# Speeches


def test_a_speech_without_labels_is_one_turn_of_their_own() -> None:
    transcript = transcripts.parse("We share the tide.\n\nOur aims are three:\n\nPeace: all.\nWork: all.\n")
    assert [(turn.kind, turn.theirs, turn.flagged, turn.exchange) for turn in transcript.turns] == [
        ("speech", True, "", None)
    ]


def test_title_place_and_date_above_a_speech_are_narration_and_the_salutation_is_not() -> None:
    text = "Statement on tides\nNew Harbour, 5 May 2024\n\nMr. President,\n\nThe answer is simple: share.\n"
    transcript = transcripts.parse(text)
    assert [(turn.kind, turn.words) for turn in transcript.turns] == [
        ("narration", "Statement on tides\nNew Harbour, 5 May 2024"),
        ("speech", "Mr. President,\n\nThe answer is simple: share."),
    ]
    assert (transcript.title, transcript.date) == ("Statement on tides", "2024-05-05")


def test_a_speech_wrapped_by_hand_has_no_heading_in_its_first_row() -> None:
    text = (
        "It is one of the great\nhopes of our time that this hall\nshould hear of tides for the first\n"
        "time in its long history of speeches\nabout the sea and its harbours.\n"
    )
    assert kinds(text) == [("speech", "")]


def test_one_label_above_a_speech_is_its_speakers() -> None:
    transcript = transcripts.parse("PRESIDENT OAK: We share the tide.\n\nAll of it.\n")
    assert [(turn.kind, turn.label, turn.theirs) for turn in transcript.turns] == [("speech", "PRESIDENT OAK: ", True)]


def test_an_empty_text_has_no_turns_and_white_space_is_one_narration() -> None:
    assert transcripts.parse("").turns == ()
    (blank,) = transcripts.parse(" \n\t\n").turns
    assert (blank.kind, blank.words, blank.theirs) == ("narration", " \n\t\n", False)


# Dates


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2019-05-06", "2019-05-06"),
        ("May 6, 2019", "2019-05-06"),
        ("Monday, 6th May 2019", "2019-05-06"),
        ("New Harbour, 6 May 2019", "2019-05-06"),
        ("2019年5月6日", "2019-05-06"),
        ("6 мая 2019", "2019-05-06"),
        ("6 de mayo de 2019", "2019-05-06"),
        ("6. Mai 2019", "2019-05-06"),
        ("6 مايو 2019", "2019-05-06"),
        ("25/12/2019", "2019-12-25"),
        ("05/05/2019", "2019-05-05"),
        ("05/06/2019", ""),
        ("May 2019", "2019-05"),
        ("31 February 2019", "2019-02"),
        ("32 May 2019 and 5 May 2019", "2019-05-05"),
        ("5 May 2019 – 6 May 2019", ""),
        ("Harbour Hall", ""),
    ],
)
def test_a_date_at_the_top_is_read_if_it_has_one_reading(line: str, date: str) -> None:
    assert transcripts.parse(f"Press briefing\n{line}\n\nQ: When?\n\nA: Soon.\n").date == date


# Whose words


def test_the_named_speakers_words_are_theirs_and_the_others_are_flagged() -> None:
    text = (
        "MS. OAK: Hello.\n\nSECRETARY ELM: Hello.\n\nQ    Why?\n\nSECRETARY ELM: Because.\n\n"
        "Q    And?\n\nMS. OAK: So.\n"
    )
    transcript = transcripts.parse(text, speaker="Jane Oak")
    assert [(turn.speaker, turn.theirs, turn.flagged) for turn in transcript.turns if turn.kind != "question"] == [
        ("MS. OAK", True, ""),
        ("SECRETARY ELM", False, "another-speaker"),
        ("SECRETARY ELM", False, "another-speaker"),
        ("MS. OAK", True, ""),
    ]


def test_where_two_answer_and_nobody_is_named_all_are_flagged() -> None:
    text = "Q    Why?\n\nMR. ELM: Because.\n\nQ    And?\n\nMS. OAK: So.\n"
    answers = [turn for turn in transcripts.parse(text).turns if turn.kind == "answer"]
    assert [(turn.theirs, turn.flagged) for turn in answers] == [(False, "unclear"), (False, "unclear")]


def test_a_speaker_named_in_the_heading_is_the_statements() -> None:
    text = "Briefing by Press Secretary Jane Oak\n\nQ    Why?\n\nMR. ELM: Because.\n\nQ    And?\n\nMS. OAK: So.\n"
    answers = [turn for turn in transcripts.parse(text).turns if turn.kind == "answer"]
    assert [(turn.theirs, turn.flagged) for turn in answers] == [(False, "another-speaker"), (True, "")]


def test_a_spokespersons_label_is_the_statements_though_another_answers() -> None:
    text = "Question: Why?\n\nSpokesperson: Because.\n\nMr. Elm: And so.\n\nQuestion: When?\n\nMr. Elm: Soon.\n"
    spoken = [turn for turn in transcripts.parse(text).turns if turn.kind == "answer"]
    assert [(turn.speaker, turn.theirs) for turn in spoken] == [
        ("Spokesperson", True),
        ("Mr. Elm", False),
        ("Mr. Elm", False),
    ]


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ("Владимир Орлов", "В.Орлов"),
        ("林芳", "外交部发言人林芳"),
        ("Mara Lind", "Minister Lind"),
        ("Ms Oak", "JANE OAK"),
    ],
)
def test_a_named_speaker_is_found_under_another_form_of_the_name(given: str, label: str) -> None:
    text = f"{label}: Good day.\n\nMR. ELM: Good day.\n\n{label}: So.\n"
    spoken = transcripts.parse(text, speaker=given).turns
    assert [turn.theirs for turn in spoken] == [True, False, True]


def test_one_person_under_a_long_and_a_short_label_is_one_person() -> None:
    text = "President of Norland Ivan Elm: Good day.\n\nQuestion: What next?\n\nIvan Elm: We wait.\n"
    transcript = transcripts.parse(text)
    assert [(turn.kind, turn.theirs) for turn in transcript.turns] == [
        ("speech", True),
        ("question", False),
        ("answer", True),
    ]


def test_a_moderator_speaks_for_nobody_and_closes_an_exchange() -> None:
    text = (
        "MODERATOR: Welcome.\n\nQuestion: When?\n\nAMBASSADOR OAK: Soon.\n\nMODERATOR: Next?\n\n"
        "Question: Where?\n\nAMBASSADOR OAK: Here.\n\nMODERATOR: Thanks.\n\nAMBASSADOR OAK: Thanks.\n"
    )
    transcript = transcripts.parse(text)
    assert [(turn.kind, turn.exchange, turn.theirs, turn.flagged) for turn in transcript.turns] == [
        ("speech", None, False, "moderator"),
        ("question", 1, False, ""),
        ("answer", 1, True, ""),
        ("speech", None, False, "moderator"),
        ("question", 2, False, ""),
        ("answer", 2, True, ""),
        ("speech", None, False, "moderator"),
        ("speech", None, True, ""),
    ]
    assert {turn.asker for turn in transcript.turns if turn.kind == "question"} == {"unnamed"}


@pytest.mark.parametrize("word", ["Moderator", "Mod.", "Вед.", "主持人"])
def test_a_moderator_goes_by_many_words(word: str) -> None:
    text = f"{word}: Welcome.\n\nMinister Oak: Thanks.\n\n{word}: Next.\n\nQuestion: When?\n\nMinister Oak: Soon.\n"
    assert [(turn.theirs, turn.flagged) for turn in transcripts.parse(text).turns] == [
        (False, "moderator"),
        (True, ""),
        (False, "moderator"),
        (False, ""),
        (True, ""),
    ]


def test_whom_a_moderator_calls_upon_and_another_answers_asks() -> None:
    text = (
        "Moderator: The floor is open. Two rules: be brief, be kind.\n\nTidewatch: When?\n\nAmbassador Oak: Soon.\n\n"
        "Moderator: Next.\n\nNorthlight: Where?\n\nAmbassador Oak: Here.\n"
    )
    assert kinds(text) == [
        ("speech", "Moderator:"),
        ("question", "Tidewatch:"),
        ("answer", "Ambassador Oak:"),
        ("speech", "Moderator:"),
        ("question", "Northlight:"),
        ("answer", "Ambassador Oak:"),
    ]


def test_what_stands_below_a_rule_after_the_last_label_is_not_clearly_the_last_speakers() -> None:
    text = "Question: When?\n\nSpokesperson: Soon.\n\n***\n\nVery soon.\n\nQuestion: Where?\n\nSpokesperson: Here.\n\n"
    transcript = transcripts.parse(
        text + "* * *\n\nNote to editors: the tide comes twice a day.\n\nWrite to the desk.\n"
    )
    assert [(turn.words[:9], turn.theirs, turn.flagged) for turn in transcript.speaking()] == [
        ("When?", False, ""),
        ("Soon.", True, ""),
        ("Very soon", True, ""),
        ("Where?", False, ""),
        ("Here.", True, ""),
        ("Note to e", False, "unclear"),
    ]
    told = transcripts.relabel(transcript, "Spokesperson:", theirs=True)
    assert [turn.theirs for turn in told.speaking()] == [False, True, True, False, True, False]


def test_in_an_interview_the_one_whose_turns_are_questions_asks() -> None:
    text = "Jane Reed: How did it start?\n\nTom Hale: Slowly.\n\nJane Reed: And then?\n\nTom Hale: It grew.\n"
    assert kinds(text) == [
        ("question", "Jane Reed:"),
        ("answer", "Tom Hale:"),
        ("question", "Jane Reed:"),
        ("answer", "Tom Hale:"),
    ]


def test_after_one_question_in_a_long_talk_only_the_first_reply_answers() -> None:
    talk = "\n\n".join(["М.Бук: Да.", "В.Орлов: И нам."] * 3)
    transcript = transcripts.parse(f"В.Орлов: Добрый день.\n\nВопрос: Что это?\n\nВ.Орлов: Мост.\n\n{talk}\n")
    assert [turn.kind for turn in transcript.turns] == ["speech", "question", "answer", *["speech"] * 6]


# Who asks


@pytest.mark.parametrize(
    ("text", "askers"),
    [
        ("Question: Why?\nSpokesperson: So.\nQuestion: When?\nSpokesperson: Soon.\n", {"publisher"}),
        ("问：为什么？\n答：因为。\n", {"publisher"}),
        ("Q: Why?\nA: So.\n", {"unnamed"}),
        ("Q    Why?\n\nMS. OAK: So.\n", {"unnamed"}),
        ("Question: Why?\n\nMR. ELM: So.\n\nQuestion: When?\n\nMS. OAK: Soon.\n", {"unnamed"}),
        ("Question: Why?\n\nAnswer: So.\n\nReporter: When?\n\nAnswer: Soon.\n", {"unnamed"}),
        ("Question: Why?\n\nAnswer: So.\n\nQ: When?\n\nA: Soon.\n", {"unnamed"}),
        ("Question: Why?\n\nMS. OAK: So.\n\nMODERATOR: Thanks.\n", {"unnamed"}),
        ("Question (AFP): Why?\n\nMS. OAK: So.\n", {"outlet"}),
        ("Q (AFP): Why?\n\nA: So.\n\nQ: When?\n\nA: Soon.\n", {"outlet", "unnamed"}),
        ("Tom Ash, AFP: Why?\n\nSpokesperson: So.\n\nIda Elm (Harbour Post): When?\n\nSpokesperson: So.\n", {"outlet"}),
        ("Daily Harbour: Why?\n\nSpokesperson: So.\n\nThe Weekly Tide: When?\n\nSpokesperson: So.\n", {"outlet"}),
        ("Question (as translated): Why?\n\nMS. OAK: So.\n", {"publisher"}),
        ("路透社记者：为什么？\n林芳：因为。\n记者：还有呢？\n林芳：没有。\n", {"outlet", "unnamed"}),
    ],
)
def test_the_asker_is_proposed(text: str, askers: set[str]) -> None:
    assert {turn.asker for turn in transcripts.parse(text).turns if turn.kind == "question"} == askers


def test_the_editors_asker_stands_for_all_questions_and_for_nothing_else() -> None:
    turns = transcripts.parse(EMBASSY, asker="outlet").turns
    assert [turn.asker for turn in turns] == ["outlet", ""]


def test_a_question_that_holds_its_own_answer_is_flagged() -> None:
    text = "**Question: When?**\n\nSoon, we hope.\n\n**Question: Where?**\n\nHere.\n"
    assert [turn.flagged for turn in transcripts.parse(text).turns] == ["no-answer", "no-answer"]


# Corrections

TALK = (
    "MR. ELM: Good day.\n\nQ    Why?\n\nMS. OAK: Because.\n\n"
    "(Laughter.)\n\nIndeed.\n\nMR. ELM: When?\n\nMS. OAK: Soon.\n"
)


def readings(transcript: Transcript) -> list[tuple[str, int | None, bool, str]]:
    return [(turn.kind, turn.exchange, turn.theirs, turn.asker) for turn in transcript.turns]


def test_all_turns_of_a_label_become_questions_and_what_follows_answers_them() -> None:
    before = transcripts.parse(TALK)
    after = transcripts.relabel(before, "MR. ELM:", kind="question", asker="outlet")
    assert after.text() == before.text()
    assert [(kind, exchange, asker) for kind, exchange, _, asker in readings(after)] == [
        ("question", 1, "outlet"),
        ("question", 2, "unnamed"),
        ("answer", 2, ""),
        ("narration", 2, ""),
        ("answer", 2, ""),
        ("question", 3, "outlet"),
        ("answer", 3, ""),
    ]


def test_all_turns_of_a_label_become_theirs_and_those_that_go_on_with_them() -> None:
    after = transcripts.relabel(transcripts.parse(TALK), " MS.  OAK: ", theirs=True)
    assert [(turn.words, turn.theirs, turn.flagged) for turn in after.turns if turn.theirs] == [
        ("Because.", True, ""),
        ("Indeed.", True, ""),
        ("Soon.", True, ""),
    ]
    assert turn_labelled(after, "MR. ELM:").flagged == "unclear"


def test_words_that_are_no_label_rejoin_the_turn_before() -> None:
    before = transcripts.parse("AFP: Why?\n\nMara Lind: So.\n\nReuters: a source.\n\nAFP: When?\n\nMara Lind: Soon.\n")
    after = transcripts.relabel(before, "Reuters:", is_label=False)
    assert after.text() == before.text()
    assert [(turn.order, turn.exchange, turn.words) for turn in after.turns] == [
        (1, 1, "Why?"),
        (2, 1, "So.\n\nReuters: a source."),
        (3, 2, "When?"),
        (4, 2, "Soon."),
    ]


def test_one_turn_is_amended_and_exchanges_are_numbered_anew() -> None:
    before = transcripts.parse("Q: Why?\n\nA: So.\n\nQ: Well.\n\nA: When?\n\nQ: And?\n\nA: Soon.\n")
    after = transcripts.amend(before, 3, kind="speech", theirs=False)
    assert after.text() == before.text()
    assert [(kind, exchange) for kind, exchange, _, _ in readings(after)] == [
        ("question", 1),
        ("answer", 1),
        ("speech", None),
        ("answer", 1),
        ("question", 2),
        ("answer", 2),
    ]
    assert [turn.settled for turn in after.turns] == [False, False, True, False, False, False]


def test_a_settled_kind_survives_later_corrections_of_others() -> None:
    once = transcripts.amend(transcripts.parse(TALK), 3, kind="speech")
    twice = transcripts.relabel(once, "MR. ELM:", kind="question")
    assert [turn.kind for turn in twice.turns] == [
        "question",
        "question",
        "speech",
        "narration",
        "answer",
        "question",
        "answer",
    ]


def test_a_turn_made_narration_or_question_loses_its_owner() -> None:
    before = transcripts.parse(EMBASSY)
    assert readings(transcripts.amend(before, 2, kind="narration"))[1] == ("narration", None, False, "")
    assert readings(transcripts.amend(before, 2, kind="question"))[1] == ("question", 2, False, "unnamed")


def test_the_first_turn_without_its_label_is_words_alone() -> None:
    before = transcripts.parse("  " + EMBASSY)
    after = transcripts.merge_with_previous(before, 1)
    assert after.text() == before.text()
    assert (after.turns[0].label, after.turns[0].kind, after.turns[0].theirs) == ("  ", "speech", False)
    assert after.turns[0].words.startswith("Question: Some say")


def test_a_turn_after_narration_without_its_label_goes_on_with_the_speaker_before() -> None:
    before = transcripts.parse(
        "Q: Why?\n\nMS. OAK: So.\n\n(Laughter.)\n\nAFP: a source.\n\nQ: When?\n\nMS. OAK: Soon.\n"
    )
    after = transcripts.amend(before, 4, is_label=False)
    assert after.text() == before.text()
    assert [(turn.kind, turn.words, turn.theirs) for turn in after.turns[1:4]] == [
        ("answer", "So.", True),
        ("narration", "(Laughter.)", False),
        ("answer", "AFP: a source.", True),
    ]


def test_a_turn_is_split_where_its_answer_begins() -> None:
    before = transcripts.parse("**Question: When?**\n\nSoon, we hope.\n\n**Question: Where?**\n\nHere.\n")
    words = before.turns[0].words
    after = transcripts.split(before, 1, words.index("Soon"), kind="answer", theirs=True)
    assert after.text() == before.text()
    assert [(turn.kind, turn.exchange, turn.words, turn.theirs) for turn in after.turns] == [
        ("question", 1, "When?**", False),
        ("answer", 1, "Soon, we hope.", True),
        ("question", 2, "Where?**\n\nHere.", False),
    ]


def test_a_turn_is_split_at_a_label_that_was_not_seen() -> None:
    before = transcripts.parse("Q: When?\n\nA: Soon.\nharbour master: At noon.\n")
    after = transcripts.split(before, 2, before.turns[1].words.index("harbour"), label="harbour master:", kind="answer")
    assert after.text() == before.text()
    assert [(turn.label, turn.speaker, turn.words, turn.theirs) for turn in after.turns[1:]] == [
        ("A: ", "", "Soon.", True),
        ("harbour master: ", "harbour master", "At noon.", False),
    ]


@pytest.mark.parametrize(
    ("correction", "expected"),
    [
        (lambda t: transcripts.relabel(t, "Nobody:", kind="speech"), "'Question:'"),
        (lambda t: transcripts.relabel(t, "", kind="speech"), "no turn has the label"),
        (lambda t: transcripts.amend(t, 3, kind="speech"), "from 1 to 2"),
        (lambda t: transcripts.amend(t, 0, kind="speech"), "from 1 to 2"),
        (lambda t: transcripts.amend(t, 1, theirs=True), "nobody's words"),
        (lambda t: transcripts.amend(t, 2, kind="narration", theirs=True), "nobody's words"),
        (lambda t: transcripts.amend(t, 2, asker="outlet"), "expected a question"),
        (lambda t: transcripts.amend(t, 2, kind="verse"), "question, answer, speech, narration"),
        (lambda t: transcripts.amend(t, 1, asker="someone"), "outlet, unnamed, publisher"),
        (lambda t: transcripts.split(t, 2, 0), "one side of the cut"),
        (lambda t: transcripts.split(t, 2, 10_000), "one side of the cut"),
        (lambda t: transcripts.split(t, 2, 6, label="Elm:"), "does not go on with"),
    ],
)
def test_a_correction_that_cannot_be_made_says_what_was_expected(correction, expected: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Uncorrectable, match=expected):
        correction(transcripts.parse(EMBASSY))


# Time

MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        ":" * MEGABYTE,
        "Q\n" * (MEGABYTE // 2),
        "Q:\n" * (MEGABYTE // 3),
        " " * MEGABYTE,
        " \n" * (MEGABYTE // 2),
        "\r\n" * (MEGABYTE // 2),
        "word " * (MEGABYTE // 5),
        "(" * MEGABYTE,
        "(\n" * (MEGABYTE // 2),
        "* " * (MEGABYTE // 2),
        "\u202e" * MEGABYTE,
        "Q: a" + "\n" * MEGABYTE + "b",
        "Q: a" + " \n" * (MEGABYTE // 2) + "b\nA: c" + " " * MEGABYTE + "d",
        "Question: " * (MEGABYTE // 10),
        "问：答：" * (MEGABYTE // 4),
        "---\n" + "a: b\n" * (MEGABYTE // 5),
        "Tide Work: yes\n" * (MEGABYTE // 15),
        "a" + "\u0301\u0323" * (MEGABYTE // 2),
        (EMBASSY + "\n\n") * (MEGABYTE // len(EMBASSY)),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_megabyte_of_anything_takes_about_a_second(text: str) -> None:
    started = time.process_time()
    transcript = transcripts.parse(text)
    taken = time.process_time() - started
    assert transcript.text() == transcripts.clean(text)
    # Twice what a quiet machine needs at most: quadratic time would be minutes.
    assert taken < 2.5
