"""This file is what the bar above a talk says: what is not kept, else what happened, else what to know."""

from lesobs.ui.debrief.sentences import refused_message
from lesobs.ui.debrief.talk_form import TalkForm
from lesobs.ui.unkept import as_text, unkept_words, waiting_message
from lesobs.ui.widgets.bars import Message, MessageBar
from lesobs.ui.widgets.kept import KeptText
from lesobs.ui.writer import Writer


class TalkVoice:
    """Says one thing at a time, and knows what could not be kept."""

    def __init__(self, form: TalkForm, writer: Writer) -> None:
        self._form, self._writer = form, writer
        self._happened: Message | None = None
        self._usual: Message | None = None
        self.bar = MessageBar("info", "")
        form.changed.connect(lambda: self.say(None))

    def say(self, happened: Message | None) -> None:
        """Say what just happened; None says again what there is to know of the talk."""
        self._happened = happened
        self._show()

    def show(self, usual: Message | None, *, shown: bool) -> None:
        """`usual` is what to know of the talk, which is `shown` or not."""
        self._usual = usual
        if not shown:
            self._happened = None
        self._show()

    @property
    def unkept_message(self) -> Message | None:
        """What is not kept, None when all is."""
        if failed := self._writer.failed():
            return waiting_message(failed)
        if refused := self._form.refused():
            return refused_message([text.accessibleName() for text in refused], refused[0].refusal)
        return None

    def unkept(self) -> str:
        """What is lost by who goes away now."""
        words = [_left_behind(text) for text in self._form.refused()]
        return " ".join(filter(None, [*words, unkept_words(self._writer.failed())]))

    def unkept_text(self) -> str:
        """All of it, in full."""
        refused = [f"{text.accessibleName()}:\n{text.toPlainText()}" for text in self._form.refused()]
        return "\n\n".join(filter(None, [*refused, as_text(self._writer.failed())]))

    def _show(self) -> None:
        self.bar.say(self.unkept_message or self._happened or self._usual)


def _left_behind(text: KeptText) -> str:
    return (
        f"‘{text.accessibleName()}’ is nog niet helemaal bewaard. {text.refusal} "
        "Ga je weg, dan blijft alleen wat bewaard is."
    )
