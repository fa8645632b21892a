import Foundation

/// 100 MB of blanks, compressed twice into a few hundred bytes.
enum GzipBomb {
  static let bytes: [UInt8] = Array(Data(base64Encoded: text) ?? Data())

  private static let text = """
    H4sIAAAAAAACA+3cLU4DURSG4aFtSIPgRzQIBLXsAENSDBoBFsICWAPTEBQC1UVAsCwAh8QVXBMsClFFMzCzjPs9\
    jzr6uHty8+7fD6tWr//9Om2HejxbHew+blQAAABA4erP2/5aO4yb+cnpOQAAAFC6q63NQXcU+L3cO7YOAAAAKN7d\
    0eF290Pg5+Z6YB0AAABQvNFyMeluAW/Ny86ZfQAAAEDxPgQDAAAAIIpgAAAAAGQRDAAAAIAsggEAAAAQRjAAAAAA\
    sggGAAAAQBbBAAAAAMgiGAAAAABhBAMAAAAgi2AAAAAAZBEMAAAAgCyCAQAAABBGMAAAAACyCAYAAABAFsEAAAAA\
    yCIYAAAAAGEEAwAAACCLYAAAAABkEQwAAACALLPlom4/Bkzem/lqOKoAAAAKdNF7fnj6+n/6rP8BffC4gTaOAQA=
    """
}
