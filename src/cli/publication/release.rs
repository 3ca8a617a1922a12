//! `paste` and `post`: nothing goes out that may name somebody, or that is for fewer people than read there.

use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::out;
use crate::domain::Publication;
use crate::domain::anonymity::Finding;
use crate::domain::publication::{Cleared, Place, Post, place, places, release};
use crate::domain::text::clean_line;
use crate::exchange::export::paste;
use crate::message::held;
use crate::model::casebook::Casebook;
use crate::port::Put;
use crate::port::store::Store;
use crate::words::Language;

/// The text for a place on standard output.
pub(super) fn paste(cx: &Context, args: &args::PublicationPaste) -> Outcome {
    let at = place_of(cx, &args.place)?;
    let store = cx.look()?;
    let book = cx.casebook(&*store)?;
    let one = super::find(cx, &*store, &book, &args.id)?;
    let told = go(cx, &*store, &book, &one, at, one.cleared.as_ref())?;
    tell(cx, &paste::whole(&one, centre(cx), cx.words), &told);
    out::data(cx.words, paste::publication(&one, at, centre(cx), cx.words).as_bytes())?;
    Ok(Exit::Ok)
}

/// Notes that it stands there now. Held up by the same rule; `--cleared -` says why what was found may stand.
pub(super) fn post(cx: &Context, args: &args::PublicationPost) -> Outcome {
    let at = place_of(cx, &args.place)?;
    let on = args.on.as_deref().map(|text| cx.day(text)).transpose()?.unwrap_or_else(|| cx.now.today());
    let store = cx.open_for_writing()?;
    let book = cx.casebook(&*store)?;
    let mut one = super::find(cx, &*store, &book, &args.id)?;
    if let Some(source) = &args.cleared {
        let why = clean_line(&cx.piped(source)?);
        if why.is_empty() {
            return Err(Failure::new(Exit::Usage, cx.words.get("publication.no_reason")));
        }
        one.cleared = Some(Cleared { on: cx.now.today(), by: cx.author().name.clone(), why });
    }
    if one.question.as_ref().is_some_and(|question| question.answer.is_empty()) {
        return Err(Failure::new(Exit::Usage, cx.words.get("publication.not_answered")));
    }
    let told = go(cx, &*store, &book, &one, at, one.cleared.as_ref())?;
    tell(cx, &paste::whole(&one, centre(cx), cx.words), &told);
    let url = args.url.as_deref().map(clean_line).unwrap_or_default();
    one.posts.push(Post { place: at.code.to_owned(), on: on.into(), url });
    cx.write(&*store, "edit", String::new(), vec![Put::Save(one.into())])?;
    cx.say(&cx.words.say("publication.posted", &[("place", &place_name(cx, at.code)), ("day", &on)]));
    Ok(Exit::Ok)
}

fn centre(cx: &Context) -> &str {
    cx.config.centre.as_deref().unwrap_or_default()
}

fn place_of(cx: &Context, code: &str) -> Result<&'static Place, Failure> {
    place(code).ok_or_else(|| {
        let codes: Vec<&str> = places().iter().map(|place| place.code).collect();
        Failure::new(Exit::Usage, cx.words.say("publication.unknown_place", &[("places", &codes.join(" "))]))
    })
}

pub(super) fn place_name(cx: &Context, code: &str) -> String {
    let is_japanese = cx.words.language() == Language::Ja;
    place(code).map_or_else(|| clean_line(code), |place| place.called(&cx.config.places, is_japanese).to_owned())
}

fn go(
    cx: &Context,
    store: &dyn Store,
    book: &Casebook,
    one: &Publication,
    at: &Place,
    cleared: Option<&Cleared>,
) -> Result<Vec<Finding>, Failure> {
    let known = book.known(&cx.facilities(store)?);
    let meeting = one.meeting.and_then(|id| book.logbook().meeting(id));
    // A question is for no more people than the meeting that asked it, unless somebody said so of the record itself.
    let anonymous = meeting.is_some_and(|meeting| meeting.anonymous);
    let text = paste::whole(one, centre(cx), cx.words);
    release(&text, one.publicity, at, &known, anonymous, cleared)
        .map_err(|why| Failure::new(Exit::Rejected, held::sentence(cx.words, &text, &why)))
}

fn tell(cx: &Context, text: &str, told: &[Finding]) {
    if !told.is_empty() {
        let list = held::list(cx.words, text, told.iter());
        cx.say(&cx.words.say("publication.look", &[("list", &list)]));
    }
}
