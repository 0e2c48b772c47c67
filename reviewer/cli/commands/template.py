"""`reviewer template`: the secretariat's own Word template, made and tried."""

from __future__ import annotations

import argparse
from pathlib import Path

from reviewer.cli.answers import Answer, Refusal, Status
from reviewer.documents.files import replace_file
from reviewer.documents.trial import trial_proposal
from reviewer.documents.word_template import check, default_template, templated_bytes, unknown_field
from reviewer.domain.proposal import Kind
from reviewer.domain.said import Said, say
from reviewer.intake.committee import read_committee
from reviewer.language.speech import Speech
from reviewer.shipped import committee_names, committee_path
from reviewer.templating import template_of


def template(call: argparse.Namespace, speech: Speech) -> Answer:
    """Write a template to begin with, or try one and say what it asks for that does not exist, and what it leaves out."""
    return _new(call, speech) if call.what == "new" else _check(call, speech)


def _new(call: argparse.Namespace, speech: Speech) -> Answer:
    if call.file.exists():
        raise Refusal(say("{file} exists already. Choose another name.", file=str(call.file)))
    replace_file(call.file, default_template(trial_proposal(), speech))
    return Answer(words=(say("Written: {path}", path=str(call.file)),), data={"written": [str(call.file)]})


def _check(call: argparse.Namespace, speech: Speech) -> Answer:
    path = _path(call)
    content = path.read_bytes()
    report = check(content, trial_proposal(), speech)
    problems: list[Said] = [*(unknown_field(name) for name in report.unknown), *report.problems]
    left_out = [say("The template leaves out the section {field}.", field=f"{{{{ {name} }}}}") for name in report.unused]
    data = {"unknown": list(report.unknown), "unused": list(report.unused), "problems": [speech.text(one) for one in problems]}
    if problems:
        return Answer(data=data, words=(*problems, *left_out), status=Status.REFUSED)
    templated_bytes(content, trial_proposal(), speech)
    return Answer(data=data, words=(*left_out, say("{file} can be used.", file=path.name)))


def _path(call: argparse.Namespace) -> Path:
    """Return the file that is meant: a template, or that of a committee whose name or file is given."""
    name = str(call.file)
    if call.file.suffix.lower() != ".toml" and name not in committee_names():
        return Path(call.file)
    path = committee_path(name)
    found = template_of(read_committee(path).committee, Kind.PROPOSAL, path.parent)
    if found is None:
        raise Refusal(say("The committee {name} has no template of its own. Its papers are written as they come.", name=path.stem))
    return found
