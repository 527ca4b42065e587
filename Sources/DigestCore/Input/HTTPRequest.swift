/// One request to one server, by curl: what it is told, and what its ends mean.

import Foundation

/// A request for an address; redirects are not followed.
struct HTTPRequest {
  let address: HTTPAddress
  /// The address that errors name.
  let subject: String
  let agent: String
  let deadline: ContinuousClock.Instant
  /// Of the whole fetch, for the error.
  let timeLimit: Duration
  /// The most bytes of a body, unpacked.
  let sizeLimit: Int

  /// Asks for the address.
  ///
  /// - Parameters:
  ///   - machines: the only ones that may be asked.
  ///   - tick: gets the number of bytes so far.
  /// - Throws: `DigestError` where no response came.
  func response(from machines: [IPAddress], tick: (Int) -> Void) throws -> HTTPResponse {
    let left = deadline - ContinuousClock.now
    guard left > .zero else { throw Self.tooSlow(subject, timeLimit) }
    var process = ChildProcess(
      "curl", arguments(machines, seconds: left.seconds), package: "curl", outputLimit: sizeLimit, timeLimit: left + .seconds(2))
    process.inherited = ["PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE"]
    let result = try process.run(subject: subject) { bytes in
      tick(bytes)
      return true
    }
    let facts = result.errors.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let status = facts.first.flatMap({ Int($0) }), facts.count > 3 else { throw failure(result.status) }
    // The length that was promised did not come: what came is shown.
    let isCut = result.status == 18 && !result.output.isEmpty
    guard result.status == 0 || isCut else { throw failure(result.status) }
    return HTTPResponse(
      status: status, body: result.output, sent: Int(facts[1]) ?? 0, contentType: facts[2], location: facts[3], isCut: isCut)
  }

  private func arguments(_ machines: [IPAddress], seconds: Double) -> [String] {
    let addresses = machines.map { $0.isIPv6 ? "[\($0.text)]" : $0.text }.joined(separator: ",")
    return [
      "-q",  // first: no settings of the reader's
      "--silent", "--globoff", "--proto", "=http,https", "--proto-redir", "=http,https", "--max-redirs", "0", "--noproxy", "*",
      "--max-time", String(format: "%.1f", max(0.1, seconds)), "--connect-timeout", "10", "--max-filesize", "\(sizeLimit)",
      "--compressed", "--user-agent", agent, "--resolve", "\(address.host):\(address.port):\(addresses)",
      "--write-out", "%{stderr}%{http_code}\\n%{size_download}\\n%{content_type}\\n%{redirect_url}\\n", "--output", "-",
      "--url", address.description,
    ]
  }

  static func tooSlow(_ subject: String, _ limit: Duration) -> DigestError {
    DigestError(subject, "takes longer than \(Int(limit.seconds.rounded(.up))) s", remedy: "try again later")
  }

  /// What curl's exit status means (curl(1), EXIT CODES).
  private func failure(_ status: Int32) -> DigestError {
    let host = address.host
    switch status {
    case 1: return DigestError(subject, "is not answered as the web answers", remedy: "check the address")
    case 5, 6, 7: return DigestError(subject, "cannot be reached: \(host) does not answer", remedy: "check the address and the network")
    case 28: return Self.tooSlow(subject, timeLimit)
    case 60, 51: return DigestError(subject, "is refused: \(host) has no valid certificate", remedy: "open it in a browser to see why")
    case 35, 53, 54, 58, 59, 64, 66, 77, 80, 82, 83, 90, 91, 98:
      return DigestError(subject, "is refused: no safe connection to \(host) can be made", remedy: "open it in a browser to see why")
    case 63: return DigestError(subject, "is larger than \(sizeLimit >> 20) MB", remedy: "fetch it yourself, and split it")
    case 61, 23: return DigestError(subject, "is compressed in a way that cannot be unpacked", remedy: "fetch it yourself")
    default:
      return DigestError(subject, "cannot be fetched: \(host) broke the connection off (curl \(status))", remedy: "try again later")
    }
  }
}

/// What came of a request.
struct HTTPResponse {
  let status: Int
  let body: [UInt8]
  /// Bytes of the body as they were sent.
  let sent: Int
  /// The header, empty where there was none.
  let contentType: String
  /// Where a redirect leads, made absolute by curl; empty where it leads nowhere.
  let location: String
  /// Whether less came than was promised.
  let isCut: Bool

  var isRedirect: Bool { (300..<400).contains(status) && !location.isEmpty }

  /// What is wrong with the status; nil where it is a page's.
  func error(_ subject: String) -> DigestError? {
    switch status {
    case 200..<300: nil
    case 401, 407: DigestError(subject, "is only for who logs in (\(status))", remedy: "open it in a browser, and save the page")
    case 403, 451: DigestError(subject, "is refused by its server (\(status))", remedy: "open it in a browser, and save the page")
    case 404, 410: DigestError(subject, "is not there (\(status))", remedy: "check the address")
    case 429: DigestError(subject, "is asked for too often (\(status))", remedy: "wait, and try again")
    case 500...: DigestError(subject, "is not given: its server has a fault (\(status))", remedy: "try again later")
    default: DigestError(subject, "is not given by its server (\(status))", remedy: "check the address")
    }
  }
}

extension Duration {
  /// In seconds.
  fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
