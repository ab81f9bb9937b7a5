//! Which words of a sentence may tell of an event, and how do they stand in it?

use casus_claim::EventType;

use super::words::{EventWord, Sign, Tells};
use crate::cast::Cast;
use crate::lexicon::Class;
use crate::passage::Passage;
use crate::word::Word;

/// Words that may tell of an event.
pub(super) struct Candidate {
    pub word: Option<&'static EventWord>,
    pub kind: EventType,
    pub head: usize,
    pub is_verb: bool,
    /// The verb that says how it is with it: itself, or the verb that a noun goes with.
    pub verb: Option<usize>,
    /// What that verb tells of the event that a noun names, where it does.
    pub tells: Option<Tells>,
    /// Whether the noun is the object of that verb.
    pub is_object: bool,
    /// The preposition behind which the noun stands.
    pub behind: Option<usize>,
    /// How people speak from afar: `by telephone`.
    pub medium: Option<Medium>,
    /// The clauses that hang on a noun and carry its event, each with whether the noun is its object.
    pub clauses: Vec<(usize, bool)>,
    /// Whether it only tells who was there.
    pub attends: bool,
}

/// How people speak who are not in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Medium {
    Phone,
    Video,
}

/// How a noun stands to the verb that it goes with.
struct Standing {
    verb: usize,
    is_object: bool,
    behind: Option<usize>,
}

/// Returns what may tell of an event in a sentence, in order.
pub(super) fn candidates(passage: &Passage<'_>, cast: &Cast) -> Vec<Candidate> {
    let all = (0..passage.words.len()).filter_map(|at| {
        let is_verb = passage.is_verbal(at) || passage.is_missed(at);
        if is_verb { passage.verbal(at) } else { passage.nominal(cast, at) }
    });
    all.collect()
}

impl Candidate {
    /// Returns the words that are the event: itself, the verb that carries it, and those that the verb completes.
    pub fn core(&self, passage: &Passage<'_>) -> Vec<usize> {
        let mut core = vec![self.head];
        core.extend(self.clauses.iter().map(|(verb, _)| *verb));
        let carrier = self.verb.filter(|_| self.is_verb || self.tells.is_some());
        if let Some(verb) = carrier {
            let clause = passage.clause_of(verb);
            let mut at = verb;
            while at != clause {
                core.push(at);
                at = passage.words[at].head;
            }
            core.push(clause);
        }
        core.sort_unstable();
        core.dedup();
        core
    }

    /// Returns whether what the verb acts on is where it happens.
    pub fn takes_place(&self, passage: &Passage<'_>) -> bool {
        // What a missile hits is a place, and whom a state attacks is a party.
        let names_nobody = |subject: usize| passage.actors_of(subject).is_empty();
        let is_struck = self.kind == EventType::Attack && passage.subject_of(self.head).is_none_or(names_nobody);
        self.is_verb && (is_struck || self.word.is_some_and(|word| word.takes("place")))
    }

    /// Returns whether it is a way to somewhere: `travelled to`, `a visit to`.
    pub fn is_journey(&self, passage: &Passage<'_>) -> bool {
        let is_trip = matches!(passage.words[self.head].lemma, "visit" | "trip" | "tour");
        is_trip || self.is_verb && self.word.is_some_and(|word| word.needs("place"))
    }
}

impl Passage<'_> {
    fn verbal(&self, at: usize) -> Option<Candidate> {
        let word = &self.words[at];
        if matches!(word.dep, "amod" | "compound" | "nmod" | "poss" | "aux" | "auxpass") {
            return None;
        }
        let medium = self.medium(at);
        let row = self.event_verb(at);
        let attends = row.is_none() && self.is_attendance(at);
        let kind = match (medium, row) {
            _ if attends => EventType::Meeting,
            (Some(Medium::Phone), _) => EventType::Call,
            (None, _) if self.sends_soldiers(at) => EventType::Deployment,
            (Some(Medium::Video), Some(row)) if row.kind == EventType::Call => EventType::Meeting,
            (_, row) => row?.kind,
        };
        Some(Candidate {
            word: row,
            kind,
            head: at,
            is_verb: true,
            verb: Some(at),
            tells: None,
            is_object: false,
            behind: None,
            medium,
            clauses: Vec::new(),
            attends,
        })
    }

    /// Returns whether soldiers or the like are sent or arrive.
    fn sends_soldiers(&self, verb: usize) -> bool {
        let sent = self.visited(verb).or_else(|| self.child(verb, &["nsubj"]));
        Sign::Sends.is(self.words[verb].lemma) && sent.is_some_and(|sent| self.is(sent, Class::Personnel))
    }

    /// Returns whether the tagger has taken the only verb of a sentence for a noun: `The council | votes on Friday.`
    fn is_missed(&self, at: usize) -> bool {
        let word = &self.words[at];
        let is_finite = |word: &Word<'_>| matches!(word.tag, "VBZ" | "VBD" | "VBP" | "MD");
        let has_doer = at > 0 && self.mention_at(at - 1).is_some() || self.child(at, &["nsubj"]).is_some();
        word.tag == "NNS" && word.dep == "ROOT" && has_doer && !self.words.iter().any(is_finite)
    }

    /// Returns whether a verb tells who was there, and not of what: `Callow took part`, `she joined by video link`.
    fn is_attendance(&self, at: usize) -> bool {
        let is_finite = !matches!(self.words[at].dep, "acl" | "xcomp" | "advcl" | "pcomp");
        let has_object = self.child(at, &["dobj"]).is_some_and(|object| !self.words[object].is("part"));
        // `took part in the quarrel` was at no meeting.
        let has_in = |at: usize| self.children(at).any(|child| self.words[child].is("in"));
        let is_elsewhere = has_in(at) || self.child(at, &["dobj"]).is_some_and(has_in);
        is_finite && !has_object && !is_elsewhere && self.is_phrase(at, Sign::Attends) && !self.has_event_beside(at)
    }

    /// Returns whether what a verb is about is an event that a noun names: `attend the summit`, `take part in the talks`.
    fn has_event_beside(&self, verb: usize) -> bool {
        let links = self.children(verb).filter(|child| matches!(self.words[*child].dep, "prep" | "dobj"));
        let mut nouns = links.flat_map(|link| std::iter::once(link).chain(self.child(link, &["pobj"])));
        nouns.any(|noun| self.is_event_noun(noun))
    }

    /// Returns how those speak whom a verb tells of: `told her by telephone`, `are on the phone to`.
    fn medium(&self, verb: usize) -> Option<Medium> {
        let is_link = |at: &usize| self.words[*at].is_any(&["by", "over", "on", "via", "through"]);
        let under = |at: usize| self.children(at).filter(|child| matches!(self.words[*child].dep, "prep" | "agent"));
        // `exchanged views by phone`
        let object = self.child(verb, &["dobj"]).filter(|_| self.is_verbal(verb));
        let own = under(verb).chain(object.into_iter().flat_map(under));
        let links = own.flat_map(|link| std::iter::once(link).chain(under(link)));
        let nouns = links.filter(is_link).filter_map(|link| self.child(link, &["pobj"]));
        let mut media = nouns.filter_map(|noun| {
            let lemma = self.words[noun].lower();
            let has_video = || self.children(noun).any(|child| Sign::ByVideo.is(&self.words[child].lower()));
            match () {
                () if has_video() || Sign::ByVideo.is(&lemma) && lemma != "link" && lemma != "conference" => {
                    Some(Medium::Video)
                }
                () if Sign::ByPhone.is(&lemma) => Some(Medium::Phone),
                () => None,
            }
        });
        media.next()
    }

    fn nominal(&self, cast: &Cast, at: usize) -> Option<Candidate> {
        let rows = self.event_nouns(at)?;
        if self.is_part_of_another(at) || self.is_name_of_actor(cast, at) {
            return None;
        }
        let row = rows.iter().find(|row| self.is_worded(row, at))?;
        let standing = self.standing(at);
        let is_topic = |standing: &Standing| standing.is_object && self.words[standing.verb].lemma == "discuss";
        // `discussed the talks with Korn`: what is discussed is no meeting with her, and the discussion is.
        let has_partner = || self.children(at).any(|child| self.words[child].is("with"));
        if standing.as_ref().is_some_and(is_topic) && has_partner() {
            return None;
        }
        let is_signing = self.children(at).any(|child| child < at && self.words[child].lemma == "signing");
        let mut candidate = Candidate {
            word: Some(row),
            kind: if is_signing { EventType::Signing } else { row.kind },
            head: at,
            is_verb: false,
            verb: standing.as_ref().map(|standing| standing.verb),
            tells: None,
            is_object: standing.as_ref().is_some_and(|standing| standing.is_object),
            behind: standing.as_ref().and_then(|standing| standing.behind),
            medium: self.medium(at),
            clauses: Vec::new(),
            attends: false,
        };
        if let Some(standing) = &standing {
            self.carry(&mut candidate, standing);
        }
        for (verb, is_object, tells) in self.telling_clauses(at) {
            if candidate.tells.is_none() {
                (candidate.verb, candidate.is_object, candidate.tells) = (Some(verb), is_object, Some(tells));
            }
            candidate.clauses.push((verb, is_object));
        }
        let is_by_phone = candidate.medium == Some(Medium::Phone) || self.has_before(at, Sign::ByPhone);
        if is_by_phone && candidate.kind == EventType::Meeting {
            candidate.kind = EventType::Call;
        }
        Some(candidate)
    }

    /// Takes what the verb above a noun tells of its event.
    fn carry(&self, candidate: &mut Candidate, standing: &Standing) {
        let verb = &self.words[standing.verb];
        let joins = standing.behind.is_some_and(|behind| {
            let link = &self.words[behind];
            let is_attended = link.is("in") && self.is_phrase(standing.verb, Sign::Attends);
            let is_gone_to = link.is("for") && Sign::Goes.is(verb.lemma) && candidate.kind == EventType::Meeting;
            let is_led = link.is("over") && verb.lemma == "preside";
            let is_on =
                link.is("on") && verb.lemma == "be" && matches!(self.words[candidate.head].lemma, "visit" | "trip");
            link.head == standing.verb && (is_attended || is_gone_to || is_led || is_on)
        });
        // `The explosion damaged a bridge`: what an attack does, it has done.
        let is_deed =
            candidate.kind == EventType::Attack && !standing.is_object && self.words[candidate.head].dep == "nsubj";
        if joins {
            (candidate.tells, candidate.is_object, candidate.behind) = (Some(Tells::Told), true, None);
        } else if standing.behind.is_none() {
            candidate.tells = self.carries(standing.verb, standing.is_object).or(is_deed.then_some(Tells::Told));
        }
        if candidate.tells.is_none()
            && standing.is_object
            && standing.behind.is_none()
            && self.is_recounted(candidate.head, standing.verb)
        {
            candidate.tells = Some(Tells::Told);
        }
        if candidate.tells.is_some() {
            candidate.medium = candidate.medium.or_else(|| self.medium(standing.verb));
        }
    }

    /// Returns whether somebody tells of what he was at: `described a long talk with Korn`, which is nobody else's.
    fn is_recounted(&self, noun: usize, verb: usize) -> bool {
        let has = |words: &[&str]| self.children(noun).any(|child| self.words[child].is_any(words));
        let is_owned = self.child(noun, &["poss"]).is_some() || has(&["between", "of", "among"]);
        Sign::Recounts.is(self.words[verb].lemma) && has(&["with"]) && has(&["a", "an"]) && !is_owned
    }

    /// Returns the verbs of clauses that hang on a noun and carry its event: `held in May`, `which opens on Friday`.
    fn telling_clauses(&self, noun: usize) -> Vec<(usize, bool, Tells)> {
        let clauses = self.children(noun).filter(|child| matches!(self.words[*child].dep, "acl" | "relcl"));
        let told = clauses.filter_map(|verb| {
            let subject = self.child(verb, &["nsubj", "nsubjpass"]);
            let is_pronoun = |at: usize| matches!(self.words[at].tag, "WDT" | "WP");
            let is_object = match subject {
                Some(subject) if is_pronoun(subject) => self.words[subject].dep == "nsubjpass",
                Some(_) => true,
                None => matches!(self.words[verb].tag, "VBN" | "VB"),
            };
            Some((verb, is_object, self.carries(verb, is_object)?))
        });
        told.collect()
    }

    /// Returns how a noun stands to the verb above it.
    fn standing(&self, noun: usize) -> Option<Standing> {
        const STEPS_MAX: usize = 8;
        let mut at = noun;
        let mut behind = None;
        for _ in 0..STEPS_MAX {
            let Word { dep, head, .. } = self.words[at];
            if head == at {
                return None;
            }
            let is_object = matches!(dep, "dobj" | "nsubjpass" | "attr" | "oprd" | "dative");
            match dep {
                "prep" | "agent" => {
                    // `after hours of talks`: what counts is the preposition before the measure.
                    let above = &self.words[head];
                    let is_measure = self.words[at].is("of") && !self.is_verbal(head) && !above.is("ahead");
                    behind = if is_measure { behind } else { behind.or(Some(at)) };
                    if self.is_verbal(head) {
                        return Some(Standing { verb: head, is_object: false, behind });
                    }
                }
                // `following` is a preposition.
                "dobj" if self.words[head].dep == "prep" => {}
                "dobj" | "nsubjpass" | "attr" | "oprd" | "dative" | "nsubj" if self.is_verbal(head) => {
                    let is_subject_of_be = dep == "attr" && self.child(head, &["expl"]).is_some();
                    return Some(Standing { verb: head, is_object: is_object && !is_subject_of_be, behind });
                }
                "pobj" | "pcomp" | "conj" | "appos" | "nsubj" | "dobj" | "advmod" | "npadvmod" | "compound"
                | "poss" | "nmod" => {}
                _ if self.is_verbal(head) => return Some(Standing { verb: head, is_object: false, behind }),
                _ => return None,
            }
            at = head;
        }
        None
    }

    /// Returns whether a noun is only a part of what names the event: `talks` of `a round of talks`.
    fn is_part_of_another(&self, at: usize) -> bool {
        let word = &self.words[at];
        let is_compound = matches!(word.dep, "compound" | "nmod" | "amod");
        let link = &self.words[word.head];
        let is_of = word.dep == "pobj" && link.is("of");
        is_compound || is_of && link.head != word.head && self.is_event_noun(link.head)
    }

    /// Returns whether a noun is a part of somebody's name: `the Ombra Conference said`.
    fn is_name_of_actor(&self, cast: &Cast, at: usize) -> bool {
        let word = &self.words[at];
        let is_actor = |id| cast.entity(id).kind.is_actor();
        let is_named = || self.mention_at(at).is_some_and(|mention| self.bearers(mention).into_iter().any(is_actor));
        word.is_capitalised() && at > 0 && !word.is_any(&["summit", "meeting", "talks"]) && is_named()
    }

    /// Returns whether such a word stands before a noun.
    fn has_before(&self, at: usize, sign: Sign) -> bool {
        let is = |child: usize| matches!(self.words[child].dep, "amod" | "compound" | "nmod");
        self.children(at).filter(|child| is(*child)).any(|child| sign.is(&self.words[child].lower()))
    }

    /// Returns whether a noun has what its line of the table asks for.
    fn is_worded(&self, row: &EventWord, at: usize) -> bool {
        let before = |sign: Sign| self.has_before(at, sign);
        let of = |sign: Sign| {
            let links = self.children(at).filter(|child| self.words[*child].is("of"));
            links.filter_map(|link| self.child(link, &["pobj"])).any(|noun| sign.is(self.words[noun].lemma))
        };
        let has_partner = || self.children(at).any(|child| self.words[child].is_any(&["with", "between"]));
        let has_of = || self.children(at).any(|child| self.words[child].is("of"));
        let is_against = || self.children(at).any(|child| child > at && self.words[child].is_any(&["on", "against"]));
        let is_known = || self.child(at, &["det"]).is_some_and(|det| self.words[det].is_any(&["the", "this"]));
        let is_held = || self.words[at].dep == "dobj" && Sign::Rings.is(self.words[self.words[at].head].lemma);
        let is_plural = matches!(self.words[at].tag, "NNS" | "NNPS");
        (!row.needs("plural") || is_plural)
            && (!row.needs("round") || of(Sign::RoundOf) || before(Sign::RoundMark) && !has_of())
            && (!row.needs("telephone") || before(Sign::Telephone) || has_partner() || is_held() || is_known())
            && (!row.needs("struck") || before(Sign::Struck) || is_against())
            && (!row.needs("prisoners")
                || self.has_beside(at, "prisoner")
                || self.children(at).any(|it| self.words[it].is("prisoner")))
            && !self.children(at).any(|child| child < at && self.words[child].is_any(&["press", "news"]))
    }
}
