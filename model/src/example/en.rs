//! The example in English.

use super::{
    Somebody, Words,
    note::{below, instead, last},
    prepare::{Preparation, Proposals},
    stock,
};

pub(super) static PEOPLE: [Somebody; super::PEOPLE] = [
    Somebody { name: "Aminata", words: "I host the evenings: a map on the wall, felt pens, and off we go." },
    Somebody { name: "Baptiste", words: "I make graphs talk. Code by day, Gephi by night." },
    Somebody { name: "Inès", words: "Facilitator. I think in branches, and FreeMind lets me." },
    Somebody { name: "Malik", words: "I look after a shared garden, and its Kumu map." },
    Somebody { name: "Soizic", words: "Librarian. Project, actor, idea, resource: words come first." },
    Somebody { name: "Yann", words: "Came out of curiosity, stayed to take notes." },
];

pub(super) static WORDS: Words = Words {
    name: "Meetup Carto Paris",
    vision: [
        last(
            "We are creating a **commons**. Before, during and after each meetup, we want the community to feel involved and to make the project its own. Our Meta-Carto is a commons too: it changes at each meetup, and it belongs to everyone and to no one.",
        ),
        last(
            "\nEvery member of the community can step in at different moments of the cycle: sign up to attend; choose a date, a place, a speaker, a theme, a problem to solve; offer to speak; take part in the bilan and suggest improvements.",
        ),
        last(
            "\nThe team of a meetup begins by stating its intentions. At the bilan, it compares what was expected with what was achieved, and the improvements that come out of it open the co-construction of the next meetup. **The loop is closed!**",
        ),
    ],
    working_title: "A map of the commons",
    first_title: "Mapping the commons",
    first_pad: [
        last(
            "The pad of the evening: we prepare it together, we take notes in it together, and anyone may add to what someone else wrote.\n\
            \n\
            ## Our intentions\n\
            1. Draw one map together, all thirty of us, rather than thirty maps in thirty corners\n\
            2. Try three tools on the same data",
        ),
        below("2. Try three tools", "3. Go home with words we share: project, actor, idea, resource"),
        last(
            "\n\
            ## Before you come\n\
            - The speakers ask you: which initiative in your neighbourhood is always missing from the maps?",
        ),
        last("- Do we need to install anything?"),
        below(
            "- Do we need to install",
            "  - Nothing for Kumu, which opens in the browser. Gephi and FreeMind have to be installed: allow a quarter of an hour",
        ),
        last(
            "\n\
            ## Agenda\n\
            - 7:00 pm: welcome, everyone puts a word on the wall\n\
            - 7:20 pm: ideas, with FreeMind\n\
            - 7:40 pm: actors and projects, with Kumu\n\
            - 8:05 pm: what Gephi sees and we don’t\n\
            - 8:30 pm: workshop, three tables\n\
            - 9:10 pm: what we keep, what we improve",
        ),
        last(
            "\n\
            ## Welcome\n\
            - 34 people, about a dozen of them for the first time",
        ),
        last("- Words that keep coming back on the wall: connect, neighbourhood, mutual aid, “who does what”"),
        last(
            "\n\
            ## FreeMind: the map of ideas\n\
            - A question in the middle: “what is a commons?” The room calls out, the branches grow\n\
            - Three branches hold: the resource, the people who take care of it, the rules they give themselves",
        ),
        last("- Limit: an idea has only one parent. “Shared garden” should have grown on two branches at once"),
        below(
            "- Limit:",
            "  - You can draw an arrow from one branch to another, but that’s a sticking plaster. What we need there is a graph",
        ),
        last(
            "\n\
            ## Kumu: the map of actors\n\
            - A spreadsheet with two sheets, elements and connections. Import it, and the map appears",
        ),
        last(
            "- Demo with a shared garden: twelve actors, three projects and, in the middle, a bike workshop that everyone had forgotten",
        ),
        last(
            "- Everything goes into four types, **PAIR**:\n\
            \n\
            | Type | We ask | On the wall |\n\
            | --- | --- | --- |\n\
            | Project | What is being done? | composting in the courtyard |\n\
            | Actor | Who does it? | the tenants’ association |\n\
            | Idea | What for? | a city that feeds people |\n\
            | Resource | With what? | six bins and a shredder |",
        ),
        last("\nCareful: anyone can read a public map. We ask people before we put them on it."),
        last(
            "\n\
            ## Gephi: the map that computes\n\
            - The same data: 61 nodes, 97 edges. ForceAtlas 2 pulls together what is connected",
        ),
        last(
            "- Three clusters emerge by themselves: food, free software, housing. Between housing and the other two, a single edge!",
        ),
        instead("61 nodes, 97 edges", "64 nodes, 103 edges"),
        last(
            "- The most central node is not the best known one: it’s the bike workshop\n\
            - Question: is a well-drawn map a fair map?",
        ),
        below(
            "- Question: is a well-drawn",
            "  - The room: it shows what somebody chose to connect. So always write who made it, and when",
        ),
        last(
            "\n\
            ## Workshop\n\
            - Ideas table: forty slips of paper, nine ideas, a photo of the mind map",
        ),
        last("- Actors table: seventeen initiatives entered in Kumu, five of which nobody had on their map yet"),
        last("- Links table: no way to merge the three files, each had its own words"),
        last(
            "\n\
            ## Open questions\n\
            - Who keeps the map up to date tomorrow morning?\n\
            - How do we remove somebody who no longer wants to be on it?",
        ),
        last(
            "\n\
            ## Going further\n\
            - The tools: [Kumu](https://kumu.io), [Gephi](https://gephi.org), [FreeMind](https://freemind.sourceforge.net)",
        ),
        last("- The vocabulary: [PAIR](https://www.virtual-assembly.org/ontologie-pair/) (in French)"),
        below(
            "- Who keeps the map up to date",
            "  - Proposal: two people per meetup, taking turns. I’m happy to go first",
        ),
        last(
            "\n\
            ## Bilan: expected, achieved\n\
            \n\
            | We wanted | What happened |\n\
            | --- | --- |\n\
            | one map together | halfway: three maps, which only meet on the wall |\n\
            | three tools, the same data | yes, and we can see what each is good for |\n\
            | words we share | the four types are understood, not yet kept to |",
        ),
        last(
            "\n\
            ## What goes from A to B\n\
            - Start with the words, before opening any tool at all",
        ),
        last("- Somebody at the door, and a summary at the top of the pad, for those who arrive late"),
        last("- Two tools instead of three, and a full hour for the workshop"),
    ],
    next_title: "Joining up our maps",
    next_pad: [
        last(
            "## First preparation meeting\n\
            Monday evening: five around a table, one remote. The next one is in two weeks, open to anyone.",
        ),
        last(
            "\n\
            ## What A taught us\n\
            - Words first: three maps without a shared vocabulary cannot be laid over each other\n\
            - Two tools are enough, if the workshop lasts an hour\n\
            - Somebody at the door, and a summary at the top of the pad",
        ),
        last(
            "\n\
            ## Our intentions\n\
            1. Bring the three maps of A together in one, without losing a single link\n\
            2. Let every link say why it is there",
        ),
        below("2. Let every link", "3. Have somebody who has never made a map draw their first link before the break"),
        last(
            "\n\
            ## Who does what\n\
            - [ ] Go through the maps of A and mark the duplicates (the Gephi team)\n\
            - [ ] Write one page on the four types, two examples of each (our librarian)\n\
            - [ ] Find a room for forty (the pad team)\n\
            - [ ] Invite two housing initiatives, which the map left on their own (the shared garden)",
        ),
        last(
            "\n\
            ## Still open\n\
            - The date: two Thursdays are possible, the community will choose\n\
            - Who could tell us how a map is kept up to date?",
        ),
        instead("[ ] Go through the maps", "[x] Go through the maps"),
        below("Go through the maps", "  - Seven duplicates among 64 nodes: the same association, spelt three ways"),
        below("Find a room", "  - A library said “maybe”: answer this week"),
    ],
    proposals: Proposals {
        ideas: [
            "Maps that talk to each other",
            "How does one take somebody off a public map?",
            "The library, its large table and its evening hours",
            "A Thursday rather than a Monday",
            "Six months in the life of a garden on a map",
        ],
        remarks: ["That is exactly where the workshop of A stopped.", "Agreed, if we begin with the words."],
    },
    first: Preparation {
        theme: "The commons of the neighbourhood",
        problem: "How do thirty people draw one map?",
        intentions: [
            "Draw one map, all thirty of us",
            "Try three tools on the same data",
            "Go home with words we share",
        ],
        roles: ["hosting", "facilitation", "vocabulary", "tools"],
        talks: [
            (
                "What Gephi sees and we do not",
                "The same data, drawn together by computation: what comes out by itself, and what is still to be discussed.",
            ),
            (
                "A shared garden, twelve actors",
                "How one keeps a map of actors in Kumu, with and for those who are on it.",
            ),
        ],
        venues: [
            ("Library, first-floor room", "4 rue des Cartes", "Lift, two steps at the entrance"),
            ("Bicycle workshop", "12 passage du Canal", "Level access, one table only"),
        ],
        notes: "## Monday\n- We begin with the words, not with the tools\n- Thirty people, three tables",
        call: "# A first meetup is being prepared\n\nWho prepares it with us? A theme, a date, a venue, a speaker: all is open.",
    },
    next: Preparation {
        theme: "Joining up our maps",
        problem: "How do three maps become one, without losing a link?",
        intentions: [
            "Join the three maps of A without losing a link",
            "That each link says why it is there",
            "A first link drawn before the break by somebody who has never made a map",
        ],
        roles: ["welcome", "facilitation", "vocabulary", ""],
        talks: [
            (
                "Keeping a map up to date",
                "Six months in the life of a map: who changed it, when, and what was forgotten.",
            ),
            ("Taking notes together", "What a pad keeps of an evening, and what it lets go."),
        ],
        venues: [
            ("Library, first-floor room", "4 rue des Cartes", "Lift, two steps at the entrance"),
            ("Neighbourhood house", "2 place du Marché", "Level access"),
        ],
        notes: "## First meeting\n- Two Thursdays proposed, the poll is open\n- Look for somebody from housing",
        call: "# Joining up our maps: we prepare what follows\n\nSay when you can, and whom you would like to hear.",
    },
    stock: &stock::ENGLISH,
    chart: &super::chart::EN,
};
