//! Which element is this, and what follows from its kind?

macro_rules! tags {
    ($($name:ident $text:literal)*) => {
        /// The elements of HTML that make a difference to the text of a page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Tag {
            $($name,)*
            /// Any other element, by a number made of its name.
            Other(u32),
        }

        impl Tag {
            /// Returns the element of a name in lower case.
            pub(super) fn of(name: &[u8]) -> Self {
                match name {
                    $($text => Self::$name,)*
                    _ => Self::Other(name.iter().fold(0, |sum: u32, byte| sum.rotate_left(5) ^ u32::from(*byte))),
                }
            }
        }
    };
}

tags! {
    A b"a" Address b"address" Area b"area" Article b"article" Aside b"aside" Audio b"audio" B b"b" Base b"base"
    Blockquote b"blockquote" Body b"body" Br b"br" Button b"button" Canvas b"canvas" Caption b"caption" Center b"center"
    Col b"col" Dd b"dd" Details b"details" Dialog b"dialog" Div b"div" Dl b"dl" Dt b"dt" Em b"em" Embed b"embed"
    Fieldset b"fieldset" Figcaption b"figcaption" Figure b"figure" Footer b"footer" Form b"form" H1 b"h1" H2 b"h2" H3 b"h3"
    H4 b"h4" H5 b"h5" H6 b"h6" Head b"head" Header b"header" Hgroup b"hgroup" Hr b"hr" Html b"html" I b"i"
    Iframe b"iframe" Img b"img" Input b"input" Label b"label" Li b"li" Link b"link" Main b"main" Math b"math" Menu b"menu"
    Meta b"meta" Nav b"nav" Noscript b"noscript" Object b"object" Ol b"ol" Option b"option" P b"p" Param b"param"
    Pre b"pre" Q b"q" Script b"script" Search b"search" Section b"section" Select b"select" Source b"source" Span b"span"
    Strong b"strong" Style b"style" Summary b"summary" Sup b"sup" Svg b"svg" Table b"table" Tbody b"tbody" Td b"td"
    Template b"template" Textarea b"textarea" Tfoot b"tfoot" Th b"th" Thead b"thead" Time b"time" Title b"title" Tr b"tr"
    Track b"track" Ul b"ul" Video b"video" Wbr b"wbr"
}

impl Tag {
    /// Returns whether the element never has anything in it.
    pub(super) fn is_void(self) -> bool {
        use Tag::*;
        matches!(self, Area | Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr)
    }

    /// Returns whether the element stands on lines of its own.
    pub(super) fn is_block(self) -> bool {
        use Tag::*;
        let holds =
            matches!(self, Address | Article | Aside | Blockquote | Body | Center | Details | Dialog | Div | Fieldset);
        let parts =
            matches!(self, Figcaption | Figure | Footer | Form | Header | Hgroup | Hr | Html | Main | Nav | P | Pre);
        let lists = matches!(self, Dd | Dl | Dt | Li | Menu | Ol | Search | Section | Summary | Ul);
        let tables = matches!(self, Caption | Table | Tbody | Td | Tfoot | Th | Thead | Tr);
        holds || parts || lists || tables || self.is_heading()
    }

    /// Returns whether the element is a heading.
    pub(super) fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// Returns whether nothing in the element is words of the page.
    pub(super) fn is_unread(self) -> bool {
        use Tag::*;
        let draws = matches!(self, Audio | Canvas | Embed | Iframe | Math | Object | Svg | Video);
        let asks = matches!(self, Button | Dialog | Input | Option | Select | Textarea);
        draws || asks || matches!(self, Head | Noscript | Script | Style | Template | Title)
    }

    /// Returns whether the element marks words within a line.
    pub(super) fn is_inline(self) -> bool {
        use Tag::*;
        matches!(self, A | B | Em | I | Label | Q | Span | Strong | Sup | Time)
    }

    /// Returns whether an element of this kind ends an open paragraph.
    pub(super) fn ends_paragraph(self) -> bool {
        self.is_block()
            && !matches!(self, Tag::Td | Tag::Th | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption)
    }
}
