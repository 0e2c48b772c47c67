"""`reviewer archive`, and what `reviewer verify` does beyond the case itself: a folder of the archive, a document against its case."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from reviewer.casefile.file import CaseFile
from reviewer.cli.answers import Answer, Printer, Refusal, Status
from reviewer.cli.commands.reading import verify as verify_case
from reviewer.cli.compared import compared
from reviewer.cli.handover import POSSIBLE, Comparison, Left, hand_over
from reviewer.cli.left_out import left_out, left_out_data, left_out_lists
from reviewer.cli.looking import opened
from reviewer.cli.main import now
from reviewer.documents.archive import EVENTS, MANIFEST, Filing, check_folder, manifest_bytes, manifest_head
from reviewer.documents.export import FORMATS, Makers, made
from reviewer.documents.files import write_files
from reviewer.documents.origin import Found, Origin, found
from reviewer.documents.press import Sheet, pdf_of
from reviewer.domain.case import Case
from reviewer.domain.meeting.opened import read_by
from reviewer.domain.proposal import Audience, Kind, Proposal
from reviewer.domain.said import Said, say, say_number
from reviewer.drafting import papers
from reviewer.language.speech import Speech
from reviewer.ordered import Order
from reviewer.templating import makers_for


def archive(call: argparse.Namespace, speech: Speech) -> Answer:
    """Write the folder for the archive: the proposal for the council and for the public, attachments, every event, and the manifest."""
    if call.to.is_dir() and any(call.to.iterdir()):
        raise Refusal(say("{folder} is not empty. An archive goes into a folder of its own.", folder=str(call.to)))
    with opened(call) as file:
        case = file.case()
        produced = now().astimezone().date()
        whole = papers(file, case, Order(produced=produced), speech)
        public = papers(file, case, Order(produced=produced, audience=Audience.PUBLIC), speech)
        events = b"".join(stored + b"\n" for stored in file.stored_events())
        sealed, barred = file.beside_events()
        begun = min(event.at for event in file.events()).astimezone().date()
    attachments, lost = _attachments(case, call.attachments)
    grounds = [one.ground for one in public.withheld if one.ground]
    head = manifest_head(whole.papers[0], Filing(opened=begun, grounds=tuple(grounds), sealed=sealed, barred=barred), speech)
    files = [*_unmade((*whole.papers, *public.papers), speech), (EVENTS, events), *attachments]
    written = [call.to / name for name in (*(name for name, _ in files), MANIFEST)]
    words = (
        *whole.papers[0].missing,
        *lost,
        *left_out(public),
        say_number("{number} file written to {folder}.", "{number} files written to {folder}.", len(written), folder=str(call.to)),
    )
    data = {"written": [str(path) for path in written], "problems": [speech.text(one) for one in lost], **left_out_data(public)}
    answer = Answer(words=words, data=data, parts=tuple(left_out_lists(public, speech)))
    if getattr(call, "alone", False) and POSSIBLE and any(isinstance(one, Sheet) and one.long for _, one in files):
        del case, whole, public
        hand_over(Left(call.to, files, answer, head), Printer(speech, call.json))
    ready = [(name, pdf_of(one) if isinstance(one, Sheet) else one) for name, one in files]
    write_files(call.to, [*ready, (MANIFEST, manifest_bytes(head, ready))])
    return answer


def _unmade(made_of: Sequence[Proposal], speech: Speech) -> Iterator[tuple[str, bytes | Sheet]]:
    """Yield each paper as a PDF that is not set yet, and as JSON."""
    from reviewer.documents.pdf import sheet_of

    for paper in made_of:
        yield f"{speech.text(paper.stem)}.pdf", sheet_of(paper, speech)
        yield from made((paper,), ("json",), speech)


def _attachments(case: Case, folder: Path | None) -> tuple[list[tuple[str, bytes]], list[Said]]:
    """Return the attachments that lie in the folder (or in one named as the application in it), and words for those that do not."""
    named = [(key, Path(name).name) for key, dossier in case.dossiers.items() for name in dossier.application.attachments or ()]
    if folder is None:
        return [], [say("The applications' attachments are not in the archive. Say where they lie: --attachments DIR.")] if named else []
    files: list[tuple[str, bytes]] = []
    lost: list[Said] = []
    for key, name in named:
        path = next((one for one in (folder / Path(key).name / name, folder / name) if one.is_file()), None)
        if path is None:
            lost.append(say("{application}: the attachment {name} was not found, and is not in the archive.", application=key, name=name))
        else:
            files.append((f"vedlegg/{len(files) + 1:04}-{name}", path.read_bytes()))
    return files, lost


def verify(call: argparse.Namespace, speech: Speech) -> Answer:
    """Check a case, a document against its case, or a folder of the archive."""
    if call.document:
        return _document(call, speech)
    if call.case.is_dir():
        return _folder(call, speech)
    return verify_case(call, speech)


def _folder(call: argparse.Namespace, speech: Speech) -> Answer:
    checked = check_folder(call.case)
    problems = [speech.text(problem) for problem in checked.problems]
    data = {"ok": not problems, "files": checked.files, "problems": problems}
    if problems:
        return Answer(data=data, parts=tuple(problems), status=Status.BROKEN)
    return Answer(data=data, parts=(speech.text(say("The archive is whole: {files} files as they were.", files=checked.files)),))


def _document(call: argparse.Namespace, speech: Speech) -> Answer:
    document = found(call.document)
    with opened(call) as file:
        told = tuple(speech.text(one) for one in _told(file, document.origin))
        again = _again(file, document, _makers(file, call, document))
    if isinstance(again, Sheet) and again.long and getattr(call, "alone", False) and POSSIBLE:
        del document
        hand_over(Comparison(call.document, again, told), Printer(speech, call.json))
    return compared(document, pdf_of(again) if isinstance(again, Sheet) else again, told, call.document.name, speech)


def _makers(file: CaseFile, call: argparse.Namespace, document: Found) -> Makers:
    """Return what made the document; a Word file in a template is made anew in the same one."""
    if document.suffix != "docx":
        return FORMATS
    committee = file.case(only=()).committee
    return makers_for(committee, document.origin.kind, call.case.parent, call.template)


def _told(file: CaseFile, origin: Origin) -> Iterator[Said]:
    stamp = file.stamp(origin.seat)
    if origin.case_hash != stamp.hash:
        yield say(
            "The document is not of the case as it is now: it names one with {then} events, and this one has {now}. "
            "It is compared with what this case gives now.",
            then=origin.events,
            now=stamp.events,
        )


def _again(file: CaseFile, document: Found, makers: Makers) -> bytes | Sheet:
    """Return the document made anew, or what it is set of; raise `Refusal` where the case no longer has what it is about."""
    origin = document.origin
    case = file.case()
    if origin.seat:
        case = read_by(case, origin.seat)
    about = (origin.seat,) if origin.kind is Kind.READING_PACK else (origin.about,) if origin.about else ()
    order = Order(produced=origin.produced, kind=origin.kind, about=about, seat=origin.seat, audience=origin.audience)
    speech = Speech(origin.language)
    try:
        # Of a meeting's invitation there is one more for each seat; the whole one comes first.
        paper, *_ = papers(file, case, order, speech).papers
    except KeyError as error:
        raise Refusal(say("The case has nothing called {name}, which the document is about.", name=str(error.args[0]))) from error
    if document.suffix == "pdf":
        from reviewer.documents.pdf import sheet_of

        return sheet_of(paper, speech)
    return makers[document.suffix](paper, speech)
