use super::{Block, Column, Inline, Item, MAX_DEPTH, keyed, read};

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn line(words: &str) -> Block {
    Block::Line(vec![text(words)])
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![text(words)])
}

fn link(address: &str, words: &str) -> Inline {
    Inline::Link { address: address.to_owned(), content: vec![text(words)] }
}

/// Every address that the tree leads to, and every word that it shows.
fn addresses_and_words(blocks: &[Block]) -> (Vec<String>, String) {
    fn inlines(all: &[Inline], addresses: &mut Vec<String>, words: &mut String) {
        for inline in all {
            match inline {
                Inline::Text(t) | Inline::Code(t) => words.push_str(t),
                Inline::Break => words.push('\n'),
                Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strike(c) => inlines(c, addresses, words),
                Inline::Link { address, content } => {
                    addresses.push(address.clone());
                    inlines(content, addresses, words);
                }
            }
        }
    }
    fn walk(blocks: &[Block], addresses: &mut Vec<String>, words: &mut String) {
        for block in blocks {
            match block {
                Block::Heading(_, c) | Block::Paragraph(c) | Block::Line(c) => inlines(c, addresses, words),
                Block::Quote(inner) => walk(inner, addresses, words),
                Block::Code(code) => words.push_str(code),
                Block::List { items, .. } => items.iter().for_each(|item| walk(&item.content, addresses, words)),
                Block::Table { head, rows, .. } => {
                    head.iter().chain(rows.iter().flatten()).for_each(|cell| inlines(cell, addresses, words));
                }
                Block::Rule => {}
            }
        }
    }
    let (mut addresses, mut words) = (Vec::new(), String::new());
    walk(blocks, &mut addresses, &mut words);
    (addresses, words)
}

#[test]
fn reads_what_people_write() {
    let tree = read(
        "# Ordre du jour\n\nUn *mot*, **deux**, ~~trois~~, `quatre`\nà la ligne\n\n> cité\n\n---\n\n```rust\nfn main() {}\n```\n",
    );
    let words = vec![
        text("Un "),
        Inline::Emphasis(vec![text("mot")]),
        text(", "),
        Inline::Strong(vec![text("deux")]),
        text(", "),
        Inline::Strike(vec![text("trois")]),
        text(", "),
        Inline::Code("quatre".to_owned()),
        Inline::Break,
        text("à la ligne"),
    ];
    let expected = [
        Block::Heading(1, vec![text("Ordre du jour")]),
        Block::Paragraph(words),
        Block::Quote(vec![paragraph("cité")]),
        Block::Rule,
        Block::Code("fn main() {}\n".to_owned()),
    ];
    assert_eq!(tree, expected);
}

#[test]
fn lists_hold_tasks_numbers_and_other_lists() {
    let item = |task, content| Item { task, content };
    let tasks = Block::List {
        start: None,
        items: vec![item(Some(true), vec![line("salle")]), item(Some(false), vec![line("café")])],
    };
    let inner = Block::List { start: None, items: vec![item(None, vec![line("dedans")])] };
    let numbers = Block::List { start: Some(3), items: vec![item(None, vec![line("dehors"), inner])] };
    assert_eq!(
        read("- [x] salle\n- [ ] café\n\n<!-- -->\n\n3. dehors\n   - dedans\n"),
        [tasks, paragraph("<!-- -->"), numbers]
    );
    let loose = Block::List {
        start: None,
        items: vec![item(Some(true), vec![paragraph("un")]), item(None, vec![paragraph("deux")])],
    };
    assert_eq!(read("- [x] un\n\n- deux\n"), [loose]);
}

#[test]
fn a_table_keeps_its_head_rows_and_columns() {
    let row = |cells: [&str; 3]| cells.map(|cell| vec![text(cell)]).to_vec();
    let table = Block::Table {
        columns: vec![Column::Start, Column::Centre, Column::End],
        head: row(["qui", "quoi", "quand"]),
        rows: vec![row(["Alice", "salle", "lundi"]), row(["Bob", "café", "mardi"])],
    };
    assert_eq!(read("|qui|quoi|quand|\n|---|:-:|--:|\n|Alice|salle|lundi|\n|Bob|café|mardi|\n"), [table]);
}

#[test]
fn raw_html_is_text_that_everybody_sees() {
    for source in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "avant <img src=x onerror=\"alert(1)\"> après",
        "<svg/onload=alert(1)>",
        "<style>*{display:none}</style>",
        "<iframe src=\"javascript:alert(1)\"></iframe>",
        "- <a href=javascript:alert(1)>x</a>",
        "<!-- caché -->",
    ] {
        let (addresses, words) = addresses_and_words(&read(source));
        assert_eq!(addresses, Vec::<String>::new(), "{source}");
        assert_eq!(words, source.trim_start_matches("- "), "shown as it was typed");
    }
}

#[test]
fn addresses_that_act_are_refused_in_every_disguise() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;&#x61;vascript:alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "&#1;javascript:alert(1)",
        "&#32;javascript:alert(1)",
        "<java\tscript:alert(1)>",
        "javascript\\:alert(1)",
        "%6Aavascript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "blob:https://boucle.example/1",
        "view-source:https://boucle.example",
        "//evil.example",
        "https:evil.example",
        "https:/evil.example",
        "https:\\\\evil.example",
        "http://",
        "/m/quelque-part",
        "m/quelque-part",
        "#main",
        "?lang=en",
        "mailto:personne",
    ] {
        for source in
            [format!("[mot]({address})"), format!("![mot]({address})"), format!("[mot][1]\n\n[1]: {address}\n")]
        {
            let (addresses, words) = addresses_and_words(&read(&source));
            assert_eq!(addresses, Vec::<String>::new(), "{source}");
            assert!(words.contains("mot"), "what it said stays: {source}");
        }
        let (addresses, _) = addresses_and_words(&read(&format!("<{address}>")));
        assert_eq!(addresses, Vec::<String>::new(), "<{address}>");
    }
}

#[test]
fn links_lead_to_the_web_and_to_people() {
    for (source, address, words) in [
        ("[mot](https://carto.example/a_b?c=d&e#f)", "https://carto.example/a_b?c=d&e#f", "mot"),
        ("[mot](HTTP://carto.example)", "HTTP://carto.example", "mot"),
        ("<https://carto.example>", "https://carto.example", "https://carto.example"),
        ("<alice@carto.example>", "mailto:alice@carto.example", "alice@carto.example"),
        ("[Alice](mailto:alice@carto.example)", "mailto:alice@carto.example", "Alice"),
        ("![le plan](https://carto.example/plan.png)", "https://carto.example/plan.png", "le plan"),
        ("![](https://carto.example/plan.png)", "https://carto.example/plan.png", "https://carto.example/plan.png"),
        ("[![le plan](https://img.example/a.png)](https://carto.example)", "https://carto.example", "le plan"),
        ("[https://banque.example](https://carto.example)", "https://carto.example", "https://banque.example"),
    ] {
        assert_eq!(read(source), [Block::Paragraph(vec![link(address, words)])], "{source}");
    }
}

#[test]
fn an_address_in_a_sentence_is_a_link_without_the_marks_around_it() {
    for (source, address) in [
        ("Voir https://carto.example/a_b_c, demain.", "https://carto.example/a_b_c"),
        ("(https://fr.example/Carte_(Paris)).", "https://fr.example/Carte_(Paris)"),
        ("« https://carto.example »", "https://carto.example"),
        ("**https://carto.example**", "https://carto.example"),
        ("http et https://carto.example?a=1&b=2", "https://carto.example?a=1&b=2"),
    ] {
        let tree = read(source);
        let (addresses, words) = addresses_and_words(&tree);
        assert_eq!(addresses, [address], "{source}");
        assert_eq!(words, source.trim_matches('*'), "no letter is lost");
    }
    for source in [
        "http",
        "https://",
        "xhttp://carto.example",
        "http:// carto",
        "`https://carto.example`",
        "javascript://%0aalert(1)",
    ] {
        assert_eq!(addresses_and_words(&read(source)).0, Vec::<String>::new(), "{source}");
    }
}

#[test]
fn no_pad_is_deep_enough_to_exhaust_a_stack() {
    fn depth(blocks: &[Block]) -> usize {
        let inside = |block: &Block| match block {
            Block::Quote(inner) => 1 + depth(inner),
            Block::List { items, .. } => 1 + items.iter().map(|item| depth(&item.content)).max().unwrap_or(0),
            _ => 0,
        };
        blocks.iter().map(inside).max().unwrap_or(0)
    }
    let quotes = read(&format!("{}fond", ">".repeat(20_000)));
    assert!(depth(&quotes) <= MAX_DEPTH, "{}", depth(&quotes));
    assert_eq!(addresses_and_words(&quotes).1, "fond");
    let lists = read(&(0..500).map(|n| format!("{}- {n}\n", "  ".repeat(n))).collect::<String>());
    assert!(depth(&lists) <= MAX_DEPTH, "{}", depth(&lists));
    assert!(addresses_and_words(&lists).1.contains("30"), "what is too deep is still shown");
    for (piece, word) in [("*a **b ", "a"), ("[", "["), ("![](", "!"), ("|a\n|-\n", "a")] {
        let (_, words) = addresses_and_words(&read(&piece.repeat(10_000)));
        assert!(words.contains(word), "{piece}");
    }
}

#[test]
fn a_block_keeps_its_key_while_others_change() {
    let keys = |source: &str| keyed(read(source)).into_iter().map(|(key, _)| key).collect::<Vec<_>>();
    let before = keys("un\n\ndeux\n\ndeux\n\ntrois");
    let after = keys("un\n\nentre\n\ndeux\n\ndeux\n\ntrois, changé");
    assert_ne!(before[1], before[2], "the same words twice are two blocks");
    assert_eq!([before[0], before[1], before[2]], [after[0], after[2], after[3]]);
    assert_ne!(before[3], after[4]);
}
