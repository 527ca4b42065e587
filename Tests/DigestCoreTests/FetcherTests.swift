/// Fetching, from a server on this machine that answers as no good server does.

import DigestTestSupport
import Foundation
import Testing

@testable import DigestCore

@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "needs curl"))
struct FetcherTests {
  /// Asks 127.0.0.1 alone, so that every other address of this machine stands for one that is not public.
  private static func fetcher(seconds: Double = 30, sizeLimit: Int = Source.sizeLimit) -> Fetcher {
    Fetcher(
      version: "1.2.3", isAllowed: { $0 == IPAddress("127.0.0.1") }, timeLimit: .milliseconds(Int64(seconds * 1000)), sizeLimit: sizeLimit)
  }

  private static func problem(_ server: LoopbackServer, _ path: String, _ fetcher: Fetcher = Self.fetcher()) -> String? {
    let error = #expect(throws: DigestError.self) { try fetcher.fetch(server.address(path)) }
    #expect(error?.subject == server.address(path))
    #expect(error?.remedy != nil)
    return error?.problem
  }

  @Test func fetchesAPage() throws {
    let server = try LoopbackServer { _ in
      LoopbackServer.Reply(headers: ["Content-Type: Text/HTML; Charset=\"KOI8-R\"", "Set-Cookie: a=b"], text: "<p>The mill")
    }
    let fetched = try Self.fetcher().fetch(server.address("/news/mill.html?x=1#top"))
    #expect(fetched.bytes == Array("<p>The mill".utf8))
    #expect(
      fetched.transport
        == Transport(name: "mill.html", address: server.address("/news/mill.html?x=1"), mediaType: "text/html", charset: "KOI8-R"))
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("GET /news/mill.html?x=1 HTTP/1.1\r\n"))
    #expect(request.contains("\r\nUser-Agent: digest/1.2.3\r\n"))
    #expect(request.contains("gzip"))
  }

  @Test func followsRedirectsWithoutCookies() throws {
    let server = try LoopbackServer { path in
      switch path {
      case "/a/b": LoopbackServer.Reply("301 Moved", headers: ["Location: ../c?d", "Set-Cookie: a=b"])
      case "/c?d": LoopbackServer.Reply(headers: ["Content-Type: text/plain"], text: "The mill")
      default: LoopbackServer.Reply("404 Not Found")
      }
    }
    let fetched = try Self.fetcher().fetch(server.address("/a/b"))
    #expect(fetched.transport.address == server.address("/c?d"))
    #expect(server.requests.count == 2)
    #expect(server.requests.allSatisfy { !$0.lowercased().contains("cookie") && !$0.lowercased().contains("authorization") })
  }

  @Test(arguments: [
    ("/file", "leads to an address that may not be fetched"), ("/ftp", "leads to an address that may not be fetched"),
    ("/password", "leads to an address that may not be fetched"),
    ("/private", "leads to 10.0.0.1 (a private network), which is not asked"),
    ("/other", "leads to 127.0.0.2 (this machine), which is not asked"),
    ("/mapped", "leads to ::ffff:127.0.0.1 (a mapped address), which is not asked"), ("/circle", "leads on in a circle"),
    ("/on/0", "leads on more than 10 times"), ("/404", "is not there (404)"), ("/login", "is only for who logs in (401)"),
    ("/503", "is not given: its server has a fault (503)"), ("/empty", "is empty"), ("/nowhere", "is not given by its server (302)"),
    ("/ssh", "is not answered as the web answers"), ("/nothing", "cannot be fetched: 127.0.0.1 broke the connection off (curl 52)"),
    ("/bomb", "unpacks to more than 200 times its size"), ("/badgzip", "is compressed in a way that cannot be unpacked"),
    ("/long", "is larger than 256 MB"),
  ])
  func refuses(path: String, problem: String) throws {
    let zeros = [UInt8](repeating: 0, count: path == "/bomb" ? 8 << 20 : 0)
    let server = try LoopbackServer { path in
      switch path {
      case "/file": .init(to: "file:///etc/passwd")
      case "/ftp": .init(to: "ftp://127.0.0.1/")
      case "/password": .init(to: "http://a:b@127.0.0.1/")
      case "/private": .init(to: "http://10.0.0.1/")
      case "/other": .init(to: "http://127.0.0.2/")
      case "/mapped": .init(to: "http://[::ffff:127.0.0.1]/")
      case "/circle": .init(to: "/circle2")
      case "/circle2": .init(to: "/circle")
      case "/404": .init("404 Not Found", text: "no")
      case "/login": .init("401 Unauthorized", headers: ["WWW-Authenticate: Basic realm=x"])
      case "/503": .init("503 Unavailable")
      case "/nowhere": .init("302 Found", text: "x")
      case "/ssh": .init(raw: Array("SSH-2.0-x\r\n".utf8))
      case "/nothing": .init(raw: [])
      case "/bomb":
        .init(
          headers: ["Content-Encoding: gzip"],
          body: ZipWriter.gzip(deflated: ZipWriter.deflatedZeros(zeros.count), sum: ZipWriter.crc(zeros), size: zeros.count))
      case "/badgzip": .init(headers: ["Content-Encoding: gzip"], text: "The mill")
      case "/long": .init(headers: ["Content-Length: 999999999999"], text: "x")
      case _ where path.hasPrefix("/on/"): .init(to: "/on/\(path.count)\(path.dropFirst(4))")
      default: .init()
      }
    }
    #expect(Self.problem(server, path) == problem)
  }

  @Test func refusesThisMachineUnlessItIsAllowed() throws {
    let server = try LoopbackServer { _ in .init(text: "The mill") }
    let names = ["127.0.0.1", "localhost", "0x7f.1", "127.1"]
    for name in names {
      let error = #expect(throws: DigestError.self) { try Fetcher(version: "0").fetch("http://\(name):\(server.port)/") }
      #expect(error?.problem.contains("(this machine), which is not asked") == true, "\(name)")
    }
    #expect(server.requests.isEmpty)
    #expect(try Fetcher(version: "0", allowsLocal: true).fetch("http://127.1:\(server.port)/").bytes == Array("The mill".utf8))
  }

  /// A name means what it meant when it was checked: curl looks nothing up itself.
  @Test(
    arguments: [
      (["127.0.0.1"], nil), (["10.0.0.1"], "leads to 10.0.0.1 (a private network), which is not asked"),
      (["127.0.0.1", "::1"], "leads to ::1 (this machine), which is not asked"),
      ([], "names the host mill.example, which is not known"),
    ] as [([String], String?)])
  func theHostIsLookedUpOnce(addresses: [String], problem: String?) throws {
    let server = try LoopbackServer { _ in .init(text: "The mill") }
    let fetcher = Fetcher(
      version: "0", isAllowed: { $0 == IPAddress("127.0.0.1") },
      lookup: { host, _ in host == "mill.example" ? addresses.compactMap { IPAddress($0) } : nil })
    let address = "http://mill.example:\(server.port)/"
    guard let problem else {
      #expect(try fetcher.fetch(address).bytes == Array("The mill".utf8))
      #expect(server.requests.first?.contains("\r\nHost: mill.example:\(server.port)\r\n") == true)
      return
    }
    let error = #expect(throws: DigestError.self) { try fetcher.fetch(address) }
    #expect(error?.problem == problem)
    #expect(server.requests.isEmpty)
  }

  @Test func aServerThatSaysNothingIsLeft() throws {
    let server = try LoopbackServer { _ in .init(text: "The", end: .silence) }
    #expect(Self.problem(server, "/", Self.fetcher(seconds: 0.5)) == "takes longer than 1 s")
  }

  @Test func aServerThatNeverEndsIsCut() throws {
    let server = try LoopbackServer { _ in .init(end: .again([UInt8](repeating: 0x61, count: 1 << 16))) }
    #expect(Self.problem(server, "/", Self.fetcher(sizeLimit: 4 << 20))?.contains("more than 4 MB") == true)
  }

  @Test func aServerThatBreaksOffIsRead() throws {
    let server = try LoopbackServer { _ in .init(headers: ["Content-Length: 1000"], text: "The mill") }
    let fetched = try Self.fetcher().fetch(server.address("/"))
    #expect(fetched.bytes == Array("The mill".utf8))
    #expect(fetched.transport.warnings.count == 1)
  }

  @Test func aServerThatUnderstatesTheLengthIsBelieved() throws {
    let server = try LoopbackServer { _ in .init(headers: ["Content-Length: 3"], text: "The mill") }
    #expect(try Self.fetcher().fetch(server.address("/")).bytes == Array("The".utf8))
  }

  @Test func aServerThatIsGoneIsSaid() throws {
    let address = try LoopbackServer { _ in .init() }.address("/")
    let error = #expect(throws: DigestError.self) { try Self.fetcher().fetch(address) }
    #expect(error?.problem == "cannot be reached: 127.0.0.1 does not answer")
  }

  @Test func whatIsKeptIsNotAskedForAgain() throws {
    let server = try LoopbackServer { path in path == "/" ? .init(text: "The mill") : .init("404 Not Found") }
    let fetcher = Self.fetcher()
    for path in ["/", "/none"] {
      #expect(!fetcher.keeps(server.address(path)))
      fetcher.keep(server.address(path))
      #expect(fetcher.keeps(server.address(path)))
    }
    #expect(try fetcher.fetch(server.address("/")).bytes == Array("The mill".utf8))
    #expect(throws: DigestError.self) { try fetcher.fetch(server.address("/none")) }
    #expect(server.requests.count == 2)
  }

  /// The content decides where the server's word lies; of a text its type and its charset count.
  @Test(arguments: [
    ("text/plain; charset=windows-1251", "", "mill", Format.text, "windows-1251"), ("text/html", "", "mill", .text, "windows-1251"),
    ("image/png", "<!doctype html><p>", "mill.png", .html, "windows-1251"), ("text/markdown", "# ", "mill", .markdown, "windows-1251"),
    ("application/octet-stream; charset=utf-8", "# ", "mill.md", .markdown, "windows-1251"),
  ])
  func readsWhatTheServerSays(type: String, start: String, name: String, format: Format, encoding: String) throws {
    let text = start + "Паром вернулся в гавань поздно вечером, и никто не знал, кто за это заплатит."
    let body = Array(try #require(text.data(using: .windowsCP1251)))
    let server = try LoopbackServer { _ in .init(headers: ["Content-Type: \(type)"], body: body) }
    let document = try SourceReader(Source(server.address("/\(name)")), fetcher: Self.fetcher()).document()
    #expect(document.format == format)
    #expect(document.encoding == encoding)
    #expect(String(decoding: document.bytes, as: UTF8.self) == text)
    #expect(document.source == server.address("/\(name)"))
  }

  @Test func withoutAFetcherNothingIsFetched() throws {
    let server = try LoopbackServer { _ in .init(text: "The mill") }
    #expect(throws: DigestError.self) { try Source(server.address("/")).read() }
    #expect(server.requests.isEmpty)
  }
}
