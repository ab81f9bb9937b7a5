//! How does the file word what is watched?

use jiff::civil::Weekday;
use jiff::{SignedDuration, Span};

use super::super::Fault;
use super::super::table::{Item, Table, among};
use super::*;

/// So often an address is asked, unless the file says otherwise; a folder is looked into at every look.
const EVERY_MINUTES: i64 = 30;
/// No source is asked more often.
const EVERY_MINUTES_MIN: i64 = 1;

/// The keys of the file that are about watching.
pub(in super::super) const KEYS: [&str; 5] = ["watch", "source", "alert", "channel", "schedule"];

/// Reads what the file says of watching.
pub(in super::super) fn watch(root: &Table, goals: &[&str]) -> Result<WatchRules, Fault> {
    let sources = named(&root.tables("source")?, source, |source| &source.name)?;
    let channels = named(&root.tables("channel")?, channel, |channel| &channel.name)?;
    let names: Vec<&str> = channels.iter().map(|channel| channel.name.as_str()).collect();
    let alerts = root.tables("alert")?.iter().map(|table| alert(table, &names, goals)).collect::<Result<_, _>>()?;
    let briefs = named(&root.tables("schedule")?, brief, |brief| &brief.name)?;
    let mut rules = WatchRules { sources, alerts, channels, briefs, ..WatchRules::default() };
    if let Some(table) = root.table("watch")? {
        table.only(&["allow", "recheck_days"])?;
        rules.allowed_hosts = values(table.texts("allow")?);
        rules.recheck_days = table.count("recheck_days")?.map(|days| u32::try_from(days).unwrap_or(u32::MAX));
    }
    Ok(rules)
}

/// Reads tables each of which has a name of its own.
fn named<T>(
    tables: &[Table],
    read: impl Fn(&Table) -> Result<T, Fault>,
    name: impl Fn(&T) -> &String,
) -> Result<Vec<T>, Fault> {
    let mut all: Vec<T> = Vec::new();
    for table in tables {
        let one = read(table)?;
        if all.iter().any(|other| name(other) == name(&one)) {
            return Err(table.fault(format!("`{}` is declared twice", name(&one))));
        }
        all.push(one);
    }
    Ok(all)
}

fn source(table: &Table) -> Result<SourceRule, Fault> {
    table.only(&["name", "feed", "page", "folder", "every", "publisher"])?;
    let kinds = ["feed", "page", "folder"].map(|kind| (kind, ()));
    let (key, ()) = only_one(table, kinds, "a source is a `feed`, a `page` or a `folder`")?;
    let place = table.required(key)?;
    if key != "folder" {
        check_address(&place)?;
    }
    let name = table.text("name")?.map_or_else(|| place.value.clone(), |name| name.value);
    let every = table.text("every")?.map(|every| duration(&every)).transpose()?;
    Ok(SourceRule {
        name,
        place: match key {
            "feed" => Place::Feed(place.value),
            "page" => Place::Page(place.value),
            _ => Place::Folder(place.value),
        },
        // To look into a folder costs nobody anything.
        every: every.unwrap_or(SignedDuration::from_mins(if key == "folder" { 0 } else { EVERY_MINUTES })),
        publisher: table.text("publisher")?.map(|publisher| publisher.value),
    })
}

/// Returns the one key of several that a table has, with what belongs to it.
fn only_one<T: Copy, const N: usize>(
    table: &Table,
    kinds: [(&'static str, T); N],
    hint: &str,
) -> Result<(&'static str, T), Fault> {
    let mut there = kinds.into_iter().filter(|(key, _)| table.has(key));
    match (there.next(), there.next()) {
        (Some(one), None) => Ok(one),
        (Some((one, _)), Some((other, _))) => {
            Err(table.value(other)?.fault(format!("there is `{one}` already")).with_hint(hint))
        }
        (None, _) => Err(table.fault("it is not said what this is").with_hint(hint)),
    }
}

fn check_address(address: &Item<String>) -> Result<(), Fault> {
    let scheme = ["http://", "https://"].into_iter().find(|scheme| address.value.starts_with(scheme));
    if scheme.is_some_and(|scheme| address.value.len() > scheme.len()) {
        return Ok(());
    }
    let fault = address.fault(format!("`{}` is no address of the web", address.value));
    Err(fault.with_hint("write it with `https://` before it"))
}

/// Reads a length of time such as `15m`, `2h` or `1d`.
fn duration(words: &Item<String>) -> Result<SignedDuration, Fault> {
    let read = words.value.parse::<Span>().ok().and_then(|span| {
        let day = jiff::civil::date(2000, 1, 1);
        span.to_duration(day).ok()
    });
    let fault = |message: String| words.fault(message).with_hint("write it as in `15m`, `2h` or `1d`");
    let read = read.ok_or_else(|| fault(format!("`{}` is no length of time", words.value)))?;
    if read < SignedDuration::from_mins(EVERY_MINUTES_MIN) {
        return Err(fault(format!("`{}` is too often: a minute is the least", words.value)));
    }
    Ok(read)
}

fn channel(table: &Table) -> Result<ChannelRule, Fault> {
    table.only(&["name", "file", "atom", "webhook", "secret_from", "mail", "stdout"])?;
    let hint = "a channel is a `file`, an `atom` feed, a `webhook`, `mail` or `stdout = true`";
    let kinds = ["file", "atom", "webhook", "mail", "stdout"].map(|kind| (kind, ()));
    let (key, ()) = only_one(table, kinds, hint)?;
    let outlet = match key {
        "file" => Outlet::File(table.required(key)?.value),
        "atom" => Outlet::Atom(table.required(key)?.value),
        "webhook" => {
            let address = table.required(key)?;
            check_address(&address)?;
            let hint = "write `secret_from = \"DESK_SECRET\"`, and set that variable: what goes out is signed with it";
            let secret_from = table.required("secret_from").map_err(|fault| fault.with_hint(hint))?;
            Outlet::Webhook { address: address.value, secret_from: secret_from.value }
        }
        "mail" => Outlet::Mail(mail(&table.value(key)?.table()?)?),
        _ => Outlet::Stdout,
    };
    Ok(ChannelRule { name: table.required("name")?.value, outlet })
}

fn mail(table: &Table) -> Result<MailRule, Fault> {
    table.only(&["server", "port", "security", "from", "to", "user", "password_from"])?;
    let security = match table.text("security")? {
        None => MailSecurity::StartTls,
        Some(word) => {
            let all = [MailSecurity::StartTls, MailSecurity::Tls, MailSecurity::Open];
            word.one_of("way to keep mail from others", &all, |security| match security {
                MailSecurity::StartTls => "starttls",
                MailSecurity::Tls => "tls",
                MailSecurity::Open => "none",
            })?
        }
    };
    let to = table.texts("to")?;
    if to.is_empty() {
        return Err(table.fault("the key `to` is missing").with_hint("write `to = [\"desk@example.org\"]`"));
    }
    let port = table.count("port")?.map(|port| u16::try_from(port).map_err(|_| port));
    let port = port.transpose().map_err(|port| table.fault(format!("`{port}` is no port")))?;
    let text = |key: &str| Ok::<_, Fault>(table.text(key)?.map(|text| text.value));
    Ok(MailRule {
        server: table.required("server")?.value,
        port,
        security,
        from: table.required("from")?.value,
        to: values(to),
        user: text("user")?,
        password_from: text("password_from")?,
    })
}

fn alert(table: &Table, channels: &[&str], goals: &[&str]) -> Result<AlertRule, Fault> {
    table.only(&["on", "actors", "categories", "goals", "to"])?;
    let on = table.texts("on")?;
    let on = on.iter().map(|word| word.one_of("sort of alert", &AlertKind::ALL, AlertKind::word));
    let categories = table.texts("categories")?;
    let categories = categories.iter().map(|word| word.one_of("category", Category::ALL, |category| category.word()));
    Ok(AlertRule {
        on: on.collect::<Result<_, _>>()?,
        actors: values(table.texts("actors")?),
        categories: categories.collect::<Result<_, _>>()?,
        goals: known(table.texts("goals")?, "goal", goals)?,
        to: known(table.texts("to")?, "channel", channels)?,
    })
}

/// Makes sure that each name is declared.
fn known(names: Vec<Item<String>>, what: &str, declared: &[&str]) -> Result<Vec<String>, Fault> {
    for name in &names {
        if !declared.contains(&name.value.as_str()) {
            let fault = name.fault(format!("there is no {what} `{}`", name.value));
            return Err(match declared {
                [] => fault.with_hint(format!("declare it with `[[{what}]]`")),
                declared => fault.with_hint(among(&name.value, declared)),
            });
        }
    }
    Ok(values(names))
}

fn brief(table: &Table) -> Result<BriefRule, Fault> {
    table.only(&["name", "every", "at", "formats", "folder"])?;
    let every = table.required("every")?;
    let days: Vec<(&str, Option<Weekday>)> =
        [("day", None)].into_iter().chain(WEEKDAYS.map(|(word, day)| (word, Some(day)))).collect();
    let weekday = every.one_of("day of the week", &days, |(word, _)| word)?.1;
    let at = match table.text("at")? {
        None => jiff::civil::time(6, 0, 0, 0),
        Some(words) => {
            let fault =
                || words.fault(format!("`{}` is no time of day", words.value)).with_hint("write it as in `06:30`");
            words.value.parse().ok().filter(|_| words.value.len() == "06:30".len()).ok_or_else(fault)?
        }
    };
    let formats = table.texts("formats")?;
    let formats = formats.iter().map(|word| word.one_of("format of a brief", &BriefFormat::ALL, BriefFormat::word));
    let mut formats: Vec<BriefFormat> = formats.collect::<Result<_, _>>()?;
    if formats.is_empty() {
        formats.push(BriefFormat::Md);
    }
    let name = table.text("name")?.map_or_else(|| every.value.clone(), |name| name.value);
    let folder = table.text("folder")?.map_or_else(|| "briefs".to_owned(), |folder| folder.value);
    Ok(BriefRule { name, weekday, at, formats, folder })
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

fn values(items: Vec<Item<String>>) -> Vec<String> {
    items.into_iter().map(|item| item.value).collect()
}

#[cfg(test)]
mod tests;
