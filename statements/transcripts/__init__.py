"""From pasted text to turns: who speaks, what was asked, whose words are whose.

`parse` reads a text and proposes; `relabel`, `amend`, `merge_with_previous` and `split` are what an editor does
to the proposal; nothing here writes. The turns of a transcript, concatenated, are the cleaned text letter for
letter, whatever was understood.

A text is read in this order, a module each:

1. `cleaning` takes off one byte-order mark, makes line ends LF and letters NFC, and refuses what no database
   stores.
2. `rows` cuts the text into rows and finds out whether it was wrapped by hand: then a row that only goes on
   with a sentence begins nothing.
3. `narration` finds what nobody says: front matter; headings, places, dates and fields above the words; asides
   on a row of their own; Markdown headings; rules, end marks and clock times that frame the whole.
4. `candidates` lists where a label could stand: words before a colon, a bare Q, a mark before a full stop.
   `names` reads these words, with the `vocabulary` of many languages: a question, a moderator, an outlet, an
   official, initials, capitals, a name, or a thing.
5. `grades` weighs what a candidate's form proves, and `labels` decides which are labels: strong marks at once,
   weaker ones by the company they keep. A colon alone proves nothing; what cannot be told stays in the turn
   it stands in, and a text without labels stays one speech.
6. `attribution` says who asks, numbers the exchanges (`exchanges`), finds the statement's own speaker
   (`people` compares names) and flags every turn that is not clearly theirs. A question is never theirs, nor
   is narration, nor what a moderator says.

Every step takes time linear in the length of the text, whatever it holds.
"""

from statements.transcripts.cleaning import Unstorable, clean
from statements.transcripts.correcting import Uncorrectable, amend, merge_with_previous, relabel, split
from statements.transcripts.parsing import parse
from statements.transcripts.turns import FLAGS, AskerCode, LabelUse, ParsedTurn, Transcript, TurnKind

__all__ = [
    "FLAGS",
    "AskerCode",
    "LabelUse",
    "ParsedTurn",
    "Transcript",
    "TurnKind",
    "Uncorrectable",
    "Unstorable",
    "amend",
    "clean",
    "merge_with_previous",
    "parse",
    "relabel",
    "split",
]
