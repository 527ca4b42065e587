/// What the names of classes and identifiers say of an element: one table of words.

/// What an element is for, as its name, its role and its class tell; inherited by what is in it where `PageSigns.inherited` has it.
struct PageSigns: OptionSet, Sendable {
  let rawValue: UInt32

  static let comment = PageSigns(rawValue: 1 << 0)
  static let related = PageSigns(rawValue: 1 << 1)
  static let advertisement = PageSigns(rawValue: 1 << 2)
  static let newsletter = PageSigns(rawValue: 1 << 3)
  static let share = PageSigns(rawValue: 1 << 4)
  static let navigation = PageSigns(rawValue: 1 << 5)
  static let footer = PageSigns(rawValue: 1 << 6)
  static let sidebar = PageSigns(rawValue: 1 << 7)
  static let notice = PageSigns(rawValue: 1 << 8)
  static let tags = PageSigns(rawValue: 1 << 9)
  static let biography = PageSigns(rawValue: 1 << 10)
  static let form = PageSigns(rawValue: 1 << 11)
  static let hidden = PageSigns(rawValue: 1 << 12)

  static let byline = PageSigns(rawValue: 1 << 13)
  static let date = PageSigns(rawValue: 1 << 14)
  static let caption = PageSigns(rawValue: 1 << 15)
  static let credit = PageSigns(rawValue: 1 << 16)
  static let standfirst = PageSigns(rawValue: 1 << 17)
  static let title = PageSigns(rawValue: 1 << 18)
  static let pullquote = PageSigns(rawValue: 1 << 19)
  static let content = PageSigns(rawValue: 1 << 20)
  static let header = PageSigns(rawValue: 1 << 21)
  static let brand = PageSigns(rawValue: 1 << 22)
  static let footnote = PageSigns(rawValue: 1 << 23)
  static let quote = PageSigns(rawValue: 1 << 24)
  static let list = PageSigns(rawValue: 1 << 25)
  static let code = PageSigns(rawValue: 1 << 26)
  static let cell = PageSigns(rawValue: 1 << 27)
  static let articleBody = PageSigns(rawValue: 1 << 28)
  static let figure = PageSigns(rawValue: 1 << 29)
  static let noscript = PageSigns(rawValue: 1 << 30)
  static let meta = PageSigns(rawValue: 1 << 31)

  /// What is not the article.
  static let junk: PageSigns = [
    .comment, .related, .advertisement, .newsletter, .share, .navigation, .footer, .sidebar, .notice, .tags, .form, .hidden, .noscript,
  ]
}

enum PageWords {
  /// Words that are a part of a class's or identifier's name; a star stands for any end.
  private static let table: [(PageSigns, String)] = [
    (.comment, "comment comments commentlist commentary-box commenting comment* disqus* livefyre* respond replies viafoura* coral"),
    (
      .related,
      """
      related* recirc* recommend* readmore morefrom outbrain* taboola* trending popular mostread mostpopular mostviewed upnext promo promos
      promobox promoted sponsor* suggested suggestion* similar seealso onward zergnet* dianomi* revcontent* nativo teaser* alsoread readnext
      readalso morestories moreon relatedposts prevnext next prev previous nextpost prevpost latestnews headlines-list interlink backlink backlinks
      inset-link recommendations rel-link storylist story-list topstories inread jp-relatedposts crosslink crosslinks
      """
    ),
    (
      .advertisement,
      """
      ad ads adv advert* adsense adslot adunit admod adbox adspace adwrapper adcontainer adlabel dfp gpt mpu leaderboard billboard banner banners
      affiliate* commerce-box adsbygoogle google-auto-placed
      """
    ),
    (.newsletter, "newsletter* signup sign-up subscribe* subscription* optin mailchimp mc4wp* emailsignup emailform mailing"),
    (
      .share,
      """
      share sharing shares sharebar sharebox sharetools sharebuttons sharelinks shareicons social* addthis* addtoany* sharedaddy sharethis* follow
      followus sns socials likebox ssba heateor* essb* a2a mashsb* shariff* sharepost postshare articleshare
      """
    ),
    (
      .navigation,
      """
      nav navbar navigation navi menu menus submenu mainmenu breadcrumb* crumbs crumb pagination paginate pager paging skiplink skiplinks toolbar
      topbar toplinks megamenu offcanvas hamburger sitenav topnav subnav globalnav tabs tablist jumplink sitemap langswitch searchform search
      searchbox actionbar ticker toc tableofcontents
      """
    ),
    (.footer, "footer* colophon copyright* siteinfo foot bottombar"),
    (.sidebar, "sidebar* rail rightrail leftrail rightcol rightcolumn widget widgets widgetarea secondary complementary aside asides"),
    (
      .notice,
      """
      cookie* consent* gdpr ccpa modal* popup* overlay* lightbox* paywall* regwall* login signin register registration alertbar dialog tooltip
      dropdown noprint adblock* donate donation donations disclaimer editsection toast snackbar interstitial
      """
    ),
    (.tags, "tags taglist tagcloud tagged tag-links keywords topics taxonomy categories hashtags post-tags"),
    (
      .biography,
      "bio bios biography authorbio authorbox aboutauthor author-box author-bio author-info about-author contributor authordescription profile"
    ),
    (.byline, "byline* author authors authorname writer reporter journalist writtenby vcard postauthor auteur autor"),
    (
      .date, "date dates dateline pubdate published timestamp datetime time posted postdate publishdate updated modified posted-on postmeta"
    ),
    (
      .meta,
      "meta entrymeta articlemeta post-meta metadata info articleinfo readtime readingtime kicker eyebrow rubric overline supertitle section-name"
    ),
    (
      .caption,
      "caption captions figcaption imgcaption imagecaption photocaption wp-caption-text legende cutline media-caption image-description"
    ),
    (.credit, "credit credits photocredit imagecredit photographer photoby source-credit copyright-holder attribution"),
    (
      .standfirst,
      "standfirst dek deck subtitle subhead-main subheadline subheading-main sapo chapo chapeau teaser-text lead-in kurzfassung excerpt article-summary articlesummary subtitulo bajada sub-title strapline entry-summary entry-subtitle"
    ),
    (.title, "headline title entrytitle posttitle articletitle pagetitle storytitle headlines"),
    (.pullquote, "pullquote pull-quote pulled pullout blockquote-pull quote-callout"),
    (
      .content,
      """
      article articlebody articletext articlecontent content entry entrycontent post postcontent postbody story storybody storytext hentry text
      maincontent main body copy prose richtext artikel texto corps
      """
    ),
    (.articleBody, "articlebody storybody entrycontent postcontent postbody articletext storytext articlecontent"),
    (.brand, "logo brand branding sitename sitetitle masthead site-title site-name"),
    (.footnote, "footnote footnotes endnote endnotes rearnote rearnotes"),
  ]

  private static let exact: [UInt32: PageSigns] = {
    var found: [UInt32: PageSigns] = [:]
    for (signs, words) in table {
      for word in words.split(whereSeparator: \.isWhitespace) where word.last != "*" {
        let parts = word.split(separator: "-")
        found[NameHash.of(parts.joined().utf8), default: []].insert(signs)
      }
    }
    return found
  }()

  private static let prefixes: [UInt32: PageSigns] = {
    var found: [UInt32: PageSigns] = [:]
    for (signs, words) in table {
      for word in words.split(whereSeparator: \.isWhitespace) where word.last == "*" {
        found[NameHash.of(word.dropLast().utf8), default: []].insert(signs)
      }
    }
    return found
  }()

  private static let filter: [UInt64] = {
    var bits = [UInt64](repeating: 0, count: 64)
    for hash in Array(exact.keys) + Array(prefixes.keys) { bits[Int(hash >> 6) & 63] |= 1 << UInt64(hash & 63) }
    return bits
  }()

  @inline(__always) private static func mayBe(_ hash: UInt32) -> Bool { filter[Int(hash >> 6) & 63] & 1 << UInt64(hash & 63) != 0 }

  /// What the words of a class attribute or an identifier say. O(n).
  ///
  /// Words are parted by blanks, hyphens, underscores and capitals; two neighbours count as one too, and so does a whole name.
  static func signs(of name: ArraySlice<UInt8>) -> PageSigns {
    var signs: PageSigns = []
    var whole = NameHash.start
    var before: (hash: UInt32, isThere: Bool) = (NameHash.start, false)
    var pair = NameHash.start
    var word = NameHash.start
    var length = 0
    var wasLower = false
    func end() {
      if length > 0 {
        if mayBe(word), let found = exact[word] { signs.formUnion(found) }
        if before.isThere, mayBe(pair), let found = exact[pair] { signs.formUnion(found) }
      }
    }
    func begin() {
      before = (word, length > 0 || before.isThere)
      pair = length > 0 ? word : pair
      word = NameHash.start
      length = 0
    }
    for byte in name.prefix(400) {
      let isUpper = byte > 0x40 && byte < 0x5B
      let isLetter = (byte | 0x20) &- 0x61 < 26 || byte > 0x2F && byte < 0x3A
      if byte <= 0x20 {
        end()
        if mayBe(whole), let found = exact[whole] { signs.formUnion(found) }
        begin()
        before.isThere = false
        whole = NameHash.start
        wasLower = false
        continue
      }
      if !isLetter || isUpper && wasLower {
        end()
        begin()
      }
      wasLower = isLetter && !isUpper
      if !isLetter { continue }
      word = NameHash.adding(byte, to: word)
      pair = NameHash.adding(byte, to: pair)
      whole = NameHash.adding(byte, to: whole)
      length += 1
      if length >= 4, mayBe(word), let found = prefixes[word] { signs.formUnion(found) }
    }
    end()
    if mayBe(whole), let found = exact[whole] { signs.formUnion(found) }
    return signs
  }
}
