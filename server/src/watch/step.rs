//! What is sent to whoever watches: a whole map, or what leads from one to the next.

use super::sheet::{Piece, Sheet};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// What is sent, in JSON.
#[derive(Debug, Serialize)]
struct Told<'a> {
    /// Whether everything that is not named here is gone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    whole: bool,
    /// The pieces that are new or changed, each behind what it stands in and what stands before it there: its id, its markup,
    /// the element in which it stands, and behind which of its pieces; `null` for the first.
    set: Vec<(&'a str, &'a str, &'a str, Option<&'a str>)>,
    gone: Vec<&'a str>,
    /// What of the picture says something new.
    news: Vec<&'a str>,
    /// How many things and links were added, changed or taken away.
    changes: usize,
    view: &'a str,
    said: &'a str,
    title: &'a str,
}

/// All of it, for who has nothing, or something too old.
pub(super) fn whole(sheet: &Sheet) -> String {
    json(&told(sheet, true, placed(&sheet.pieces).collect(), Vec::new(), Vec::new(), 0))
}

/// What leads from one sheet to another.
pub(super) fn between(old: &Sheet, new: &Sheet) -> String {
    let before: HashMap<_, _> =
        old.pieces.iter().enumerate().map(|(n, piece)| (piece.id.as_str(), (n, piece))).collect();
    let after: HashSet<_> = new.pieces.iter().map(|piece| piece.id.as_str()).collect();
    let stays = staying(&before, new);
    let is_new =
        |piece: &Piece| !stays.contains(piece.id.as_str()) || before[piece.id.as_str()].1.markup != piece.markup;
    // A container that is put anew is empty: what stands in it is put again.
    let anew: HashSet<_> = new.pieces.iter().filter(|piece| is_new(piece)).map(|piece| container(&piece.id)).collect();
    let set = new.pieces.iter().zip(placed(&new.pieces));
    let set = set.filter(|(piece, _)| is_new(piece) || anew.contains(&Some(piece.into.clone()))).map(|(_, put)| put);
    let gone = old.pieces.iter().map(|piece| piece.id.as_str()).filter(|id| !after.contains(id)).collect();
    let news: Vec<_> =
        new.says.iter().filter(|(id, says)| old.says.get(*id) != Some(says)).map(|(id, _)| id.as_str()).collect();
    let changes = news.len() + old.says.keys().filter(|id| !new.says.contains_key(*id)).count();
    json(&told(new, false, set.collect(), gone, news, changes))
}

fn told<'a>(
    sheet: &'a Sheet,
    whole: bool,
    set: Vec<(&'a str, &'a str, &'a str, Option<&'a str>)>,
    gone: Vec<&'a str>,
    mut news: Vec<&'a str>,
    changes: usize,
) -> Told<'a> {
    news.sort_unstable();
    Told { whole, set, gone, news, changes, view: &sheet.view, said: &sheet.count, title: &sheet.title }
}

fn json(told: &Told<'_>) -> String {
    serde_json::to_string(told).expect("strings and numbers are JSON")
}

/// Each piece with where it stands.
fn placed(pieces: &[Piece]) -> impl Iterator<Item = (&str, &str, &str, Option<&str>)> {
    let mut last: HashMap<&str, &str> = HashMap::new();
    pieces.iter().map(move |piece| {
        let after = last.insert(&piece.into, &piece.id);
        (piece.id.as_str(), piece.markup.as_str(), piece.into.as_str(), after)
    })
}

/// The container that a piece brings with it.
fn container(id: &str) -> Option<String> {
    id.strip_prefix("type-").map(|key| format!("list-{key}"))
}

/// The pieces that can stay where they are while the others move around them: in each container the longest run that is in the
/// same order as before.
fn staying<'a>(before: &HashMap<&str, (usize, &Piece)>, new: &'a Sheet) -> HashSet<&'a str> {
    let mut containers: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
    for piece in &new.pieces {
        if let Some((n, old)) = before.get(piece.id.as_str())
            && old.into == piece.into
        {
            containers.entry(&piece.into).or_default().push((*n, &piece.id));
        }
    }
    containers.into_values().flat_map(|all| longest_run(&all)).collect()
}

/// The longest rising run of these, by their numbers (patience sorting).
fn longest_run<'a>(all: &[(usize, &'a str)]) -> Vec<&'a str> {
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![None; all.len()];
    for (k, (n, _)) in all.iter().enumerate() {
        let place = ends.partition_point(|end| all[*end].0 < *n);
        previous[k] = place.checked_sub(1).map(|before| ends[before]);
        if place == ends.len() {
            ends.push(k);
        } else {
            ends[place] = k;
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(k) = at {
        run.push(all[k].1);
        at = previous[k];
    }
    run
}

#[cfg(test)]
mod tests {
    use super::{between, longest_run, whole};
    use crate::watch::sheet::{Piece, Sheet};
    use boucle_app::i18n::Language;
    use serde_json::{Value, json};
    use std::collections::{BTreeMap, HashMap};

    type Given<'a> = (&'a str, &'a str, &'a str);

    fn sheet(pieces: &[Given<'_>]) -> Sheet {
        let piece =
            |(id, into, markup): &Given<'_>| Piece { id: (*id).into(), into: (*into).into(), markup: (*markup).into() };
        Sheet {
            words: Language::English.words(),
            language: Language::English,
            at: String::new(),
            title: "A map".into(),
            count: "2 nodes".into(),
            view: "0 0 10 10".into(),
            pieces: pieces.iter().map(piece).collect(),
            says: HashMap::from([("vertex-a".to_owned(), pieces.len() as u64)]),
        }
    }

    /// What a page does with what it is told.
    fn follow(page: &mut BTreeMap<String, Vec<(String, String)>>, told: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let remove = |page: &mut BTreeMap<String, Vec<(String, String)>>, id: &str| {
            page.values_mut().for_each(|all| all.retain(|(other, _)| other != id));
        };
        for id in told["gone"].as_array().unwrap() {
            remove(page, &text(id));
        }
        for set in told["set"].as_array().unwrap() {
            let [id, markup, into, after] = [0, 1, 2, 3].map(|n| text(&set[n]));
            remove(page, &id);
            if let Some(key) = id.strip_prefix("type-") {
                page.remove(&format!("list-{key}"));
            }
            let all = page.entry(into).or_default();
            let at = all.iter().position(|(other, _)| *other == after).map_or(0, |at| at + 1);
            all.insert(at, (id, markup));
        }
        page.retain(|_, all| !all.is_empty());
    }

    fn shown(sheet: &Sheet) -> BTreeMap<String, Vec<(String, String)>> {
        let mut page: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for piece in &sheet.pieces {
            page.entry(piece.into.clone()).or_default().push((piece.id.clone(), piece.markup.clone()));
        }
        page
    }

    #[test]
    fn p31_whoever_is_told_each_step_has_what_whoever_is_told_the_whole_has() {
        let steps = [
            sheet(&[]),
            sheet(&[("vertex-a", "v", "A"), ("vertex-b", "v", "B"), ("type-x", "l", "X"), ("item-a", "list-x", "a")]),
            sheet(&[("vertex-b", "v", "B"), ("vertex-c", "v", "C"), ("vertex-a", "v", "A2")]),
            sheet(&[("type-y", "l", "Y"), ("item-b", "list-y", "b"), ("type-x", "l", "X"), ("item-a", "list-x", "a")]),
            sheet(&[
                ("type-y", "l", "Y2"),
                ("item-c", "list-y", "c"),
                ("item-b", "list-y", "b"),
                ("item-a", "list-y", "a"),
            ]),
            sheet(&[("vertex-d", "v", "D"), ("vertex-a", "v", "A"), ("type-x", "l", "X"), ("item-d", "list-x", "d")]),
        ];
        for old in &steps {
            for new in &steps {
                let mut page = shown(old);
                follow(&mut page, &serde_json::from_str(&between(old, new)).unwrap());
                assert_eq!(page, shown(new));
                let mut page = BTreeMap::new();
                follow(&mut page, &serde_json::from_str(&whole(new)).unwrap());
                assert_eq!(page, shown(new));
            }
        }
    }

    #[test]
    fn what_did_not_change_is_not_told_again() {
        let old = sheet(&[("vertex-a", "v", "A"), ("vertex-b", "v", "B"), ("vertex-c", "v", "C")]);
        let mut new =
            sheet(&[("vertex-a", "v", "A"), ("vertex-d", "v", "D"), ("vertex-b", "v", "B"), ("vertex-c", "v", "C2")]);
        new.says.insert("vertex-d".into(), 1);
        let told: Value = serde_json::from_str(&between(&old, &new)).unwrap();
        assert_eq!(told["set"], json!([["vertex-d", "D", "v", "vertex-a"], ["vertex-c", "C2", "v", "vertex-b"]]));
        assert_eq!((&told["changes"], &told["news"]), (&json!(2), &json!(["vertex-a", "vertex-d"])));
    }

    #[test]
    fn the_fewest_move() {
        let all = |numbers: &[usize]| numbers.iter().map(|n| (*n, "x")).collect::<Vec<_>>();
        for (numbers, stay) in [(&[3, 0, 1, 2][..], 3), (&[1, 2, 3, 0], 3), (&[2, 1, 0], 1), (&[], 0), (&[0, 1, 2], 3)]
        {
            assert_eq!(longest_run(&all(numbers)).len(), stay, "{numbers:?}");
        }
    }
}
