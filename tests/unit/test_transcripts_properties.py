"""Whatever is pasted, and however it is corrected, no letter is lost and no question is anybody's words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from statements import transcripts
from statements.transcripts import Transcript, Uncorrectable

LABELS = [
    "Question: ", "Answer: ", "Q: ", "A: ", "Q    ", "Q\n", "Q. ", "A. ", "**Q:** ", "**A:** ", "> Q: ", "## Q: ",
    "Embassy Spokesperson: ", "MS. OAK:  ", "SECRETARY ELM:\n", "MODERATOR: ", "AFP: ", "Harbour TV: ", "Mara Lind: ",
    "В.Орлов: ", "Вопрос: ", "Ответ: ", "问：", "答：", "路透社记者：", "林芳：", "【記者】", "（問）",
    "PREGUNTA: ", "Réponse : ",
    "سؤال: ", "جواب: ", "שאלה: ", "प्रश्न: ", "\u200fسؤال:\u202e ", "Note: ", "He said: ", "12:30 ",
    "https://a.example: ",
    "First: ", "question: ", "  Question: ", "\tA: ", "QUESTION (AFP): ", "Q&A: ", ": ", "：", "Q", "A", "",
]  # fmt: skip
WORDS = [
    "When?", "Soon.", "Yes: no.", "(Laughter.)", "[crosstalk]", "（笑）", "为什么？", "Почему?", "لماذا؟", "Thank you",
    "a\n\nb", "---", "# Title", "2024-03-01", "7:06 P.M. EST", "###", "Tides\nand winds", "\u202eabc", "\u0301",
    "\u200b", "title: x", "e\u0301", "", " ", "\x0b",
    "\u2028", "\x85", "\x1c", "\ufeff", "“", "MS. OAK:", "-", "•", "<script>",
]  # fmt: skip
GAPS = ["\n\n", "\n", "\r\n", "\r", " ", "", "\n \n", "\n\n\n\n", "\u2028"]

any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300)
pieces = st.tuples(st.sampled_from(LABELS), st.sampled_from(WORDS) | any_text, st.sampled_from(GAPS))
pasted = st.lists(pieces, max_size=14).map(lambda parts: "".join(part for piece in parts for part in piece)) | any_text
speakers = st.sampled_from(["", "Jane Oak", "Владимир Орлов", "林芳", ":", "\u202e"])
askers = st.sampled_from(["", "outlet", "unnamed", "publisher"])


def check(transcript: Transcript, cleaned: str) -> None:
    """Assert what holds of every transcript, read or corrected."""
    turns = transcript.turns
    assert transcript.text() == cleaned
    assert [turn.order for turn in turns] == list(range(1, len(turns) + 1))
    assert all(turn.words for turn in turns)
    assert bool(turns) == bool(cleaned)
    for turn in turns:
        nobodys = turn.kind in ("question", "narration")
        assert not (nobodys and turn.theirs)
        assert (turn.asker != "") == (turn.kind == "question")
        assert not turn.gap.strip()
    numbers = [turn.exchange for turn in turns if turn.kind == "question"]
    assert all(numbers)
    assert sorted(numbers) == numbers
    assert set(numbers) == set(range(1, len(set(numbers)) + 1))
    assert {turn.exchange for turn in turns if turn.kind == "answer"} <= set(numbers)
    assert all(turn.exchange is None for turn in turns if turn.kind == "speech")


@settings(max_examples=400, deadline=None)
@given(pasted, speakers, askers)
def test_whatever_is_pasted_no_letter_is_lost(text: str, speaker: str, asker: str) -> None:
    transcript = transcripts.parse(text, speaker=speaker, asker=asker)  # type: ignore[arg-type]
    cleaned = transcripts.clean(text)
    check(transcript, cleaned)
    assert transcripts.parse(cleaned.removeprefix("\ufeff")).text() == cleaned.removeprefix("\ufeff")
    for turn in transcript.turns:
        assert turn.words == turn.words.rstrip() or len(transcript.turns) == 1
    exchanges = [turn.exchange for turn in transcript.turns if turn.exchange]
    assert exchanges == sorted(exchanges)
    assert sum(use.count for use in transcript.labels()) == sum(bool(turn.label.strip()) for turn in transcript.turns)


@settings(max_examples=300, deadline=None)
@given(pasted, st.data())
def test_however_it_is_corrected_no_letter_is_lost(text: str, data: st.DataObject) -> None:
    transcript = transcripts.parse(text)
    cleaned = transcript.text()
    kinds = st.sampled_from([None, "question", "answer", "speech", "narration"])
    for _ in range(data.draw(st.integers(0, 4))):
        if not transcript.turns:
            return
        order = data.draw(st.integers(1, len(transcript.turns)))
        changes = {
            "kind": data.draw(kinds),
            "theirs": data.draw(st.sampled_from([None, True, False])),
            "asker": data.draw(st.sampled_from([None, "outlet", "publisher"])),
        }
        try:
            match data.draw(st.sampled_from(["amend", "relabel", "merge", "unlabel", "split"])):
                case "amend":
                    transcript = transcripts.amend(transcript, order, **changes)
                case "relabel":
                    transcript = transcripts.relabel(transcript, transcript.turns[order - 1].label, **changes)
                case "unlabel":
                    label = transcript.turns[order - 1].label
                    transcript = transcripts.relabel(transcript, label, is_label=False)
                case "split":
                    position = data.draw(st.integers(0, len(transcript.turns[order - 1].words)))
                    transcript = transcripts.split(transcript, order, position, kind="answer")
                case _:
                    transcript = transcripts.merge_with_previous(transcript, order)
        except Uncorrectable:
            continue
        check(transcript, cleaned)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.text("abc ?.", min_size=1), st.text("abc .\n", min_size=1)), min_size=1, max_size=8))
def test_a_plain_transcript_gives_back_its_questions_and_answers(said: list[tuple[str, str]]) -> None:
    exchanges = [(asked.strip() or "x", answered.strip() or "y") for asked, answered in said]
    text = "\n\n".join(f"Question: {asked}\n\nSpokesperson: {answered}" for asked, answered in exchanges)
    turns = transcripts.parse(text).turns
    assert [turn.words for turn in turns] == [words for exchange in exchanges for words in exchange]
    assert [turn.exchange for turn in turns] == [n for n in range(1, len(exchanges) + 1) for _ in range(2)]
    assert [turn.theirs for turn in turns] == [False, True] * len(exchanges)
