//! What a document says, record by record.

use casus_text::Quote;

use crate::word::words;
use crate::{Actors, Amount, Atom, Condition, EntityId, Time};

/// The number of a record in its reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u32);

impl std::fmt::Display for RecordId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "r{}", self.0 + 1)
    }
}

/// A share of certainty from 0 to 1: of records given 0.8, four in five should be right.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Confidence(f64);

impl Confidence {
    /// Takes a share; `None` unless it lies in 0..=1.
    pub fn new(share: f64) -> Option<Self> {
        (0.0..=1.0).contains(&share).then_some(Self(share))
    }

    /// Returns the share.
    pub fn share(self) -> f64 {
        self.0
    }
}

/// One thing that a document says, with the words that say it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its number in the reading.
    pub id: RecordId,
    /// The evidence: normally the whole clause or sentence.
    pub quote: Quote,
    /// The speakers whom the document names for it; empty when it speaks in its own voice.
    pub attributed_to: Vec<EntityId>,
    /// When it holds, happens or is due.
    pub time: Option<Time>,
    /// How sure the reader is.
    pub confidence: Confidence,
    /// What is said.
    pub claim: Claim,
}

/// What a record says, by kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// Somebody communicated something.
    Statement(Statement),
    /// Somebody undertakes, offers, weighs, withholds or takes back something.
    Commitment(Commitment),
    /// Where somebody stands on something.
    Position(Position),
    /// Something was held, goes on, is planned or may happen.
    Event(Event),
    /// A number is given for something.
    Figure(Figure),
    /// Somebody decides, must consent or has no say.
    Authority(Authority),
}

impl Claim {
    /// Returns the kind as it stands on the wire.
    pub fn kind(&self) -> &'static str {
        match self {
            Claim::Statement(_) => "statement",
            Claim::Commitment(_) => "commitment",
            Claim::Position(_) => "position",
            Claim::Event(_) => "event",
            Claim::Figure(_) => "figure",
            Claim::Authority(_) => "authority",
        }
    }
}

/// Somebody is reported to have communicated something.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Who communicated it.
    pub speaker: Actors,
    /// The words that attribute it.
    pub cue: String,
    /// What is communicated, quotation marks included.
    pub content: Quote,
    /// How much of it is in quotation marks.
    pub mode: Mode,
    /// To whom.
    pub addressee: Vec<EntityId>,
}

words! {
    /// How much of a statement stands in quotation marks.
    Mode {
        /// All of it.
        Direct = "direct",
        /// None of it.
        Indirect = "indirect",
        /// A part of it.
        Mixed = "mixed",
    }
}

/// C(debtor, creditor, antecedent, consequent), after Singh.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// Who is to do it.
    pub debtor: Actors,
    /// For or toward whom.
    pub creditor: Vec<EntityId>,
    /// What is to be done.
    pub consequent: Consequent,
    /// On which condition; `None` when unconditional.
    pub antecedent: Option<Condition<Atom>>,
    /// How strong it is.
    pub status: Status,
    /// Whether it is one promise or a rule over many.
    pub reach: Reach,
    /// How far in law or money it has come.
    pub stage: Option<Stage>,
    /// How long it is to hold.
    pub term: Option<Time>,
    /// The motive or reason given.
    pub because: Option<Quote>,
}

/// What a debtor is to bring about.
#[derive(Clone, Debug, PartialEq)]
pub struct Consequent {
    /// The words.
    pub quote: Quote,
    /// The field it belongs to.
    pub category: Category,
    /// The money or number promised.
    pub amount: Option<Amount>,
    /// What it is about: content words as in [`Atom::theme`], by which a consequent can be seen to bring about a
    /// proposition.
    pub theme: Vec<String>,
}

words! {
    /// The field a consequent belongs to.
    Category {
        /// Soldiers, forces, deployments.
        Troops = "troops",
        /// Arms and other goods.
        Equipment = "equipment",
        /// Defence against air attack.
        AirDefence = "air_defence",
        /// Intelligence and surveillance.
        Intelligence = "intelligence",
        /// Training.
        Training = "training",
        /// Money.
        Finance = "finance",
        /// A pledge to defend or to consult.
        Guarantee = "guarantee",
        /// Sanctions, freezes, embargoes.
        Sanctions = "sanctions",
        /// To host, mediate, meet, negotiate.
        Diplomacy = "diplomacy",
        /// To give up or allow.
        Concession = "concession",
        /// Emissions and adaptation.
        Climate = "climate",
        /// Tariffs, quotas, markets.
        Trade = "trade",
        /// Relief, prisoners, civilians.
        Humanitarian = "humanitarian",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// How strong a commitment is.
    Status {
        /// The debtor is weighing it.
        Considered = "considered",
        /// The debtor is ready for it.
        Offered = "offered",
        /// The debtor has promised it.
        Pledged = "pledged",
        /// The debtor has formally decided it.
        Agreed = "agreed",
        /// The debtor has done it.
        Delivered = "delivered",
        /// The debtor has not given it, or not yet.
        Withheld = "withheld",
        /// The debtor has said no.
        Refused = "refused",
        /// The debtor has taken it back.
        Withdrawn = "withdrawn",
    }
}

impl Status {
    /// Returns whether the commitment can bring anything about: not when it is withheld, refused or withdrawn.
    pub fn is_live(self) -> bool {
        !matches!(self, Status::Withheld | Status::Refused | Status::Withdrawn)
    }
}

words! {
    /// Whether a commitment is one promise or a rule over many.
    Reach {
        /// One promise.
        Particular = "particular",
        /// A rule over every promise of its kind: "any military support would require …".
        General = "general",
    }
}

words! {
    /// How far a commitment has come in law or money.
    Stage {
        /// Declared, no more.
        Political = "political",
        /// Signed.
        Signed = "signed",
        /// Adopted by the body that decides.
        Adopted = "adopted",
        /// Ratified.
        Ratified = "ratified",
        /// In force.
        InForce = "in_force",
        /// Set aside in a budget.
        Allocated = "allocated",
        /// Paid out.
        Disbursed = "disbursed",
    }
}

/// Where an actor stands on something.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Whose stance it is.
    pub holder: Actors,
    /// The stance.
    pub stance: Stance,
    /// What it is on.
    pub content: Quote,
    /// The motive or reason given.
    pub because: Option<Quote>,
}

words! {
    /// A stance.
    Stance {
        /// Is for it.
        Supports = "supports",
        /// Is against it.
        Opposes = "opposes",
        /// Wants it done.
        Demands = "demands",
        /// Fears it or has reservations.
        Concerned = "concerned",
        /// Is uncertain or sceptical.
        Doubtful = "doubtful",
        /// Expects it to go well.
        Hopeful = "hopeful",
    }
}

/// Something that was held, goes on, is planned or may happen.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What it is.
    pub kind: EventType,
    /// Who takes part.
    pub participants: Vec<EntityId>,
    /// Where.
    pub place: Option<EntityId>,
    /// In which form.
    pub format: Option<Format>,
    /// Whether it has happened.
    pub status: EventStatus,
    /// The motive or reason given.
    pub because: Option<Quote>,
}

words! {
    /// A kind of event.
    EventType {
        /// Talks, a summit, a visit.
        Meeting = "meeting",
        /// A call.
        Call = "call",
        /// Something is adopted, frozen, voted on.
        Decision = "decision",
        /// A signing.
        Signing = "signing",
        /// A deployment.
        Deployment = "deployment",
        /// An attack.
        Attack = "attack",
        /// A day by which something is due.
        Deadline = "deadline",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// The form of a meeting.
    Format {
        /// In one room.
        InPerson = "in_person",
        /// By video.
        Virtual = "virtual",
        /// Both.
        Hybrid = "hybrid",
        /// By telephone.
        Phone = "phone",
    }
}

words! {
    /// Whether an event has happened.
    EventStatus {
        /// It took place.
        Held = "held",
        /// It goes on.
        Ongoing = "ongoing",
        /// It is to take place.
        Planned = "planned",
        /// It may take place.
        Possible = "possible",
        /// It will not take place.
        Cancelled = "cancelled",
    }
}

/// A number that the document asserts of something.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The words for what is counted or measured.
    pub of: String,
    /// The number.
    pub amount: Amount,
}

/// Who decides, must consent, or is denied a say.
#[derive(Clone, Debug, PartialEq)]
pub struct Authority {
    /// Whose authority it is.
    pub holder: Actors,
    /// What is decided.
    pub over: Quote,
    /// What kind of say it is.
    pub claim: AuthorityClaim,
    /// The words for how it is decided.
    pub procedure: Option<String>,
}

words! {
    /// A kind of say.
    AuthorityClaim {
        /// The holder decides.
        Decides = "decides",
        /// The holder must agree.
        MustConsent = "must_consent",
        /// The holder has no say.
        Denied = "denied",
    }
}
