/// Addresses: how they are taken apart and resolved, and which machines are public.

import Testing

@testable import DigestCore

struct HTTPAddressTests {
  @Test(arguments: [
    ("https://example.org", "https://example.org/"), ("HTTP://EXAMPLE.org:80/A?b=C#d", "http://example.org/A?b=C"),
    ("https://example.org:8443/x", "https://example.org:8443/x"), ("https://example.org?q=1", "https://example.org/?q=1"),
    ("https://example.org/a b/é\"", "https://example.org/a%20b/%C3%A9%22"), ("https://example.org/%41", "https://example.org/%41"),
    ("https://bücher.example/", "https://xn--bcher-kva.example/"), ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
    ("http://[2001:DB8::1]:81/", "http://[2001:db8::1]:81/"), ("http://127.1/", "http://127.0.0.1/"),
    ("http://0x7f000001/", "http://127.0.0.1/"), ("http://2130706433/", "http://127.0.0.1/"), ("http://0177.0.0.1/", "http://127.0.0.1/"),
    ("https://a_b.example.org./x", "https://a_b.example.org./x"), ("https://example.org/@x:y", "https://example.org/@x:y"),
    ("https://example.org\\@evil.example/", nil), ("https://user:word@example.org/", nil), ("https://user@example.org/", nil),
    ("https://", nil), ("https:///x", nil), ("https://.org/", nil), ("https://a..b/", nil), ("https://a b/", nil), ("https://a%2eb/", nil),
    ("https://example.org:0/", nil), ("https://example.org:65536/", nil), ("https://example.org:x/", nil), ("https://[::1/", nil),
    ("https://[::1]x/", nil), ("https://[fe80::1%25eth0]/", nil), ("https://256.1.1.1/", nil), ("https://a.0x/", nil),
    ("ftp://example.org/", nil), ("example.org", nil), ("https://\u{1B}[31m/", nil),
  ])
  func takesApart(text: String, address: String?) {
    #expect((try? HTTPAddress(text))?.description == address)
  }

  @Test func doesNotSayThePassword() {
    let error = #expect(throws: DigestError.self) { try HTTPAddress("https://ada:hunter2@example.org/x") }
    #expect(error?.description.contains("hunter2") == false)
    #expect(error?.subject == "https://example.org/x")
  }

  /// The examples of RFC 3986, 5.4, and what redirects bring beside them.
  @Test(arguments: [
    ("g", "/b/c/g"), ("./g", "/b/c/g"), ("g/", "/b/c/g/"), ("/g", "/g"), ("?y", "/b/c/d;p?y"), ("g?y", "/b/c/g?y"), ("#s", "/b/c/d;p?q"),
    ("g#s", "/b/c/g"), (";x", "/b/c/;x"), ("", "/b/c/d;p?q"), (".", "/b/c/"), ("./", "/b/c/"), ("..", "/b/"), ("../g", "/b/g"),
    ("../..", "/"), ("../../g", "/g"), ("../../../g", "/g"), ("/./g", "/g"), ("/../g", "/g"), ("g.", "/b/c/g."), ("..g", "/b/c/..g"),
    ("./../g", "/b/g"), ("g/./h", "/b/c/g/h"), ("g/../h", "/b/c/h"), ("g?y/../x", "/b/c/g?y/../x"), ("g y", "/b/c/g%20y"),
  ])
  func resolves(reference: String, path: String) throws {
    #expect(try HTTPAddress("http://a/b/c/d;p?q").resolving(reference).description == "http://a\(path)")
  }

  @Test(arguments: [
    ("//g/x", "https://g/x"), ("http://g/../x", "http://g/../x"), ("file:///etc/passwd", nil), ("javascript:alert(1)", nil),
    ("ftp://g/", nil), ("gopher://g/", nil), ("https:g", nil), ("//u:p@g/", nil),
  ])
  func resolvesToHTTPAlone(reference: String, address: String?) throws {
    let base = try HTTPAddress("https://a/b")
    #expect((try? base.resolving(reference))?.description == address)
  }

  @Test(arguments: [
    ("https://a/x/mill.md?raw=1", "mill.md"), ("https://a/", ""), ("https://a/x/", ""), ("https://a/?f=x.md", ""),
  ])
  func namesTheFile(text: String, name: String) throws {
    #expect(try HTTPAddress(text).fileName == name)
  }

  @Test(arguments: [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:c0a8:101::1", "3fff::1", "fc00::1", "fdff::1", "fe80::1",
    "febf::1", "fec0::1", "ff02::1", "5f00::1", "4000::1",
  ])
  func isLocal(text: String) throws {
    #expect(try #require(IPAddress(text)).localNetwork != nil)
  }

  @Test(arguments: [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1", "169.253.255.255",
    "172.15.255.255", "172.32.0.0", "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111",
    "2a00:1450:4001::1", "64:ff9b::8.8.8.8", "2002:808:808::1", "2001:4860:4860::8888",
  ])
  func isPublic(text: String) throws {
    let address = try #require(IPAddress(text))
    #expect(address.localNetwork == nil)
    #expect(IPAddress(address.text) == address)
  }
}
