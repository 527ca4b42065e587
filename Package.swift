// swift-tools-version: 6.2
// The targets of digest, who may import whom, and the pinned versions of what others wrote.
import PackageDescription

/// Flags of every Swift target: warnings are errors of style that we do not let in.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// A library by its static archive in release builds, so that the dynamic loader has less to do at each start; the shared one where
/// DIGEST_SHARED is set, for systems that ship no archives.
func library(_ name: String) -> [LinkerSetting] {
  if Context.environment["DIGEST_SHARED"] != nil { return [.linkedLibrary(name)] }
  return [.linkedLibrary(":lib\(name).a", .when(configuration: .release)), .linkedLibrary(name, .when(configuration: .debug))]
}

let package = Package(
  name: "digest",
  products: [
    .executable(name: "digest", targets: ["digest"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
  ],
  targets: [
    // C libraries, each wrapped by exactly one Swift file.
    .target(name: "CNcurses", linkerSettings: library("ncursesw") + library("tinfo")),
    .target(name: "CICU", linkerSettings: library("icui18n") + library("icuuc") + library("icudata")),
    .target(name: "CCLD2", linkerSettings: [.linkedLibrary("cld2")]),
    .target(name: "CMarkGFM", linkerSettings: library("cmark-gfm-extensions") + library("cmark-gfm")),
    .target(name: "CGumbo", linkerSettings: library("gumbo")),
    .target(
      name: "CLibXML2", cSettings: [.unsafeFlags(["-I/usr/include/libxml2"])],
      linkerSettings: library("xml2") + library("lzma") + library("z") + library("icuuc") + library("icudata")),
    // Opened by the dynamic loader when an archive is read: no library to link.
    .target(name: "CArchive"),

    // The flow: core, library, screens, and the program that wires them.
    .target(
      name: "DigestCore",
      dependencies: ["CArchive", "CICU", "CCLD2", "CGumbo", "CLibXML2", "CMarkGFM", .product(name: "TOMLKit", package: "TOMLKit")],
      swiftSettings: strict),
    .target(
      name: "DigestLibrary",
      dependencies: ["DigestCore", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .target(name: "DigestTUI", dependencies: ["DigestCore", "CNcurses"], swiftSettings: strict),
    .executableTarget(
      name: "digest",
      dependencies: [
        "DigestCore", "DigestLibrary", "DigestTUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict,
      // At a fixed place: to move the statically linked Foundation costs 100,000 relocations, a tenth of the start.
      linkerSettings: [.unsafeFlags(["-Xclang-linker", "-no-pie"], .when(configuration: .release))]),

    // Measures the program beside its rivals (`make bench`). Knows nothing of its insides.
    .executableTarget(name: "digest-bench", swiftSettings: strict),

    // Changes inputs at random and looks for what breaks (`make fuzz`).
    .executableTarget(name: "digest-fuzz", dependencies: ["DigestCore", "DigestTestSupport"], swiftSettings: strict),

    // Tests.
    .target(
      name: "DigestTestSupport",
      dependencies: ["DigestCore", "DigestLibrary", "DigestTUI"],
      swiftSettings: strict),
    .testTarget(
      name: "DigestCoreTests",
      dependencies: ["DigestCore", "DigestTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "DigestLibraryTests",
      dependencies: [
        "DigestCore", "DigestLibrary", "DigestTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "DigestTUITests",
      dependencies: ["DigestCore", "DigestTUI", "DigestTestSupport"],
      exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: ["DigestTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["DigestTestSupport"],
      swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
