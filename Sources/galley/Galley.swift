internal import CommandLineTool

@main
struct Galley {
  static func main() async { await CommandLineTool.run() }
}
