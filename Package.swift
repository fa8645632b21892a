// swift-tools-version: 6.2
import PackageDescription

/// The settings every Swift target shares: see docs/DEVELOPER_GUIDE.md for the reasons.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

func library(
  _ name: String, _ dependencies: [Target.Dependency], isOptimizedInDebug: Bool = false
) -> Target {
  // Pixels are drawn one by one: without optimisation a board takes ten seconds, and every test
  // and every debug build of a campaign with it.
  let speed: [SwiftSetting] = isOptimizedInDebug ? [.unsafeFlags(["-O"])] : []
  return .target(name: name, dependencies: dependencies, swiftSettings: settings + speed)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    swiftSettings: settings)
}

func systemLibrary(_ name: String, pkgConfig: String, apt: String...) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt(apt)])
}

let package = Package(
  name: "galley",
  products: [.executable(name: "galley", targets: ["galley"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // C: module maps and shims only.
    systemLibrary("CCMarkGFM", pkgConfig: "libcmark-gfm", apt: "libcmark-gfm-dev"),
    systemLibrary("CPNG", pkgConfig: "libpng", apt: "libpng-dev"),
    systemLibrary("CFreeType", pkgConfig: "freetype2", apt: "libfreetype-dev"),
    systemLibrary("CHarfBuzz", pkgConfig: "harfbuzz", apt: "libharfbuzz-dev"),
    systemLibrary("CFriBidi", pkgConfig: "fribidi", apt: "libfribidi-dev"),
    systemLibrary("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev"),
    systemLibrary("CTurboJPEG", pkgConfig: "libturbojpeg", apt: "libturbojpeg0-dev"),
    systemLibrary("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    // Level 0
    library("Diagnostics", []),
    // Level 1
    library("JSONText", ["Diagnostics", yams]),
    library("SourceText", ["Diagnostics"]),
    library(
      "Raster",
      ["Diagnostics", "CPNG", "CFreeType", "CHarfBuzz", "CFriBidi", "CDeflate", "CTurboJPEG"],
      isOptimizedInDebug: true),
    library("Curl", ["Diagnostics", "CCurl"]),
    // Level 2
    library("CRMModel", ["Diagnostics", "JSONText", crypto]),
    library("Templating", ["Diagnostics", "SourceText", "JSONText"]),
    library("Markup", ["Diagnostics", "SourceText", "CCMarkGFM"]),
    library("Messages", ["Diagnostics", "SourceText", crypto]),
    // Level 3
    library("Records", ["Diagnostics", "CRMModel", "JSONText", grdb, crypto]),
    library("Recommendations", ["Diagnostics", "CRMModel", "JSONText", crypto]),
    library("Generation", ["Diagnostics", "JSONText", "Curl", grdb, crypto, logging]),
    library(
      "Boards", ["Diagnostics", "CRMModel", "JSONText", "Raster", crypto],
      isOptimizedInDebug: true),
    // Level 4
    library(
      "Campaigns",
      [
        "Diagnostics", "JSONText", "SourceText", "Raster", "Curl", "CRMModel", "Templating",
        "Markup", "Messages", "Records", "Recommendations", "Generation", "Boards", crypto,
      ]),
    // Level 5
    library(
      "Site",
      ["Diagnostics", "Campaigns", "Templating", "Markup", "SourceText", "JSONText", "CRMModel"]),
    // Level 6
    library(
      "BuildPipeline",
      [
        "Diagnostics", "JSONText", "SourceText", "CRMModel", "Templating", "Markup", "Messages",
        "Records", "Recommendations", "Generation", "Boards", "Campaigns", "Site", "Raster", crypto,
        logging,
      ]),
    // Level 7
    library(
      "CommandLineTool",
      [
        "Diagnostics", "JSONText", "SourceText", "CRMModel", "Templating", "Markup", "Messages",
        "Records", "Recommendations", "Generation", "Boards", "Campaigns", "Site", "BuildPipeline",
        argumentParser, logging,
      ]),
    // Level 8
    .executableTarget(name: "galley", dependencies: ["CommandLineTool"], swiftSettings: settings),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Diagnostics", "JSONText", "SourceText", "CRMModel", "Templating", "Markup", "Messages",
        "Records",
        "Recommendations", "Generation", "Boards", "Campaigns", "BuildPipeline",
      ],
      swiftSettings: settings),
    // Tests
    .target(
      name: "TestSupport", dependencies: ["Diagnostics"], path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("Diagnostics"),
    tests("JSONText"),
    tests("SourceText"),
    tests("Raster"),
    tests("Curl"),
    tests("CRMModel", ["JSONText", "Diagnostics"]),
    tests("Templating", ["SourceText", "JSONText", "Diagnostics"]),
    tests("Markup", ["SourceText", "Diagnostics", "Templating"]),
    tests("Messages", ["SourceText", "Diagnostics"]),
    tests("Records", ["CRMModel", "JSONText", "Diagnostics"]),
    tests("Recommendations", ["CRMModel", "JSONText", "Diagnostics"]),
    tests("Generation", ["JSONText", "Curl", "Diagnostics", grdb]),
    tests("Boards", ["Raster", "CRMModel", "JSONText", "Diagnostics"]),
    tests(
      "Campaigns",
      [
        "CRMModel", "JSONText", "Messages", "SourceText", "Records", "Recommendations",
        "Diagnostics",
      ]),
    tests("Site", ["Campaigns", "Diagnostics"]),
    tests(
      "BuildPipeline",
      [
        "Campaigns", "Records", "Generation", "Recommendations", "CRMModel", "JSONText",
        "Diagnostics",
      ]),
    tests("CommandLineTool", ["Diagnostics", "JSONText"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["galley", "TestSupport", "JSONText", "Diagnostics"],
      swiftSettings: settings),
  ]
)
