"""One small form per verb or act. Its name is the verb's; details() gives what perform() or record() is called with."""

from supervision.consultations.forms import AuthorityAnswerForm, AuthorityForm, ConsultForm, WithdrawConsultationForm
from supervision.contact_types.forms import ContactTypeForm
from supervision.exceptions.forms import AskExceptionForm, DecideExceptionForm
from supervision.forms.answering import AcknowledgeForm, AnswerForm
from supervision.forms.beside import CorrectForm, FollowUpForm, NoteForm, SignForm
from supervision.forms.conversation import AddForm, AgreeForm, EntryForm, WriteForm
from supervision.forms.deciding import DecideForm, EscalateForm
from supervision.forms.ending import CloseForm, ReopenForm, ResolveForm, WithdrawForm
from supervision.gifts.forms import DecideGiftForm, GiftForm
from supervision.hearings.forms import HearForm, WaiveForm
from supervision.identities.forms import AskIdentitiesForm
from supervision.matching.forms import AskForAnotherForm, AssignForm
from supervision.observations.forms import ClosingQuestionsForm, ObserveForm, UnansweredForm
from supervision.plans import forms as plans
from supervision.reveals.forms import AskNameForm
from supervision.similar.forms import ShareReplyForm
from supervision.translating.forms import TranslateForm
from supervision.understood.forms import UnderstoodForm
from supervision.voices.forms import AskClientForm, ClientSaidForm, SafeForm, WishForm

VERBS = {
    form.name: form
    for form in (AcknowledgeForm, EscalateForm, DecideForm, ResolveForm, CloseForm, ReopenForm, WithdrawForm)
}
# address -> form of an act that changes no status
ACTS = {"answer": AnswerForm, "write": WriteForm, "add": AddForm, "agree": AgreeForm, "entry": EntryForm} | {
    "hear": HearForm,
    "waive": WaiveForm,
    "exceptions": AskExceptionForm,
    "decide-exception": DecideExceptionForm,
    "consult": ConsultForm,
    "withdraw-consultation": WithdrawConsultationForm,
    "authority": AuthorityForm,
    "authority-decision": AuthorityAnswerForm,
    "sign": SignForm,
    "follow_up": FollowUpForm,
    "correct": CorrectForm,
    "note": NoteForm,
    "assign": AssignForm,
    "another-person": AskForAnotherForm,
    "ask-name": AskNameForm,
    "ask-names": AskIdentitiesForm,
    "translate": TranslateForm,
    "propose": plans.ProposeForm,
    "confirm": plans.ConfirmForm,
    "decline": plans.DeclineForm,
    "reword": plans.RewordForm,
    "end": plans.EndForm,
    "assess": plans.AssessForm,
    "no-support": plans.NoSupportForm,
    "share": plans.ShareForm,
    "how-was-it": ClosingQuestionsForm,
    "observe": ObserveForm,
    "asked-in-vain": UnansweredForm,
    "share-reply": ShareReplyForm,
    "gift": GiftForm,
    "decide-gift": DecideGiftForm,
    "understood": UnderstoodForm,
    "contact-type": ContactTypeForm,
    "ask-client": AskClientForm,
    "client-said": ClientSaidForm,
    "client-wish": WishForm,
    "client-safe": SafeForm,
}

__all__ = ["ACTS", "VERBS"]
