import JSONText
import Templating
import Testing

@Suite struct ValueTests {
  @Test func keepsTheOrderOfMembersAndChangesThem() {
    var object = TemplateObject([("b", 1), ("a", 2), ("b", 3)])
    #expect(object.keys == ["b", "a"] && object.values == [3, 2])
    object["c"] = "x"
    object["a"] = nil
    object["b"] = 4
    object["none"] = nil
    #expect(object.keys == ["b", "c"] && object["b"] == 4 && object["a"] == nil)
    #expect(object.count == 2 && !object.isEmpty && TemplateObject().isEmpty)
    #expect(object == ["c": "x", "b": 4])
    #expect(object != ["c": "x", "b": 5])
  }

  @Test func findsMembersOfLargeObjects() {
    let keys = (0..<200).map { "key\($0)" }
    let shape = TemplateShape(keys)
    let object = TemplateObject(shape: shape, values: (0..<150).map { .int($0) })
    #expect(object["key0"] == 0 && object["key149"] == 149)
    #expect(object["key150"] == .null && object["key200"] == nil)
    #expect(TemplateObject(shape: shape, values: []).count == 200)
  }

  @Test func goesToJSONAndBack() throws {
    let json = try JSONParser.parse(
      Array(#"{"a":[1,2.50,true,null,"x"],"b":{"c":-9223372036854775808}}"#.utf8))
    #expect(TemplateValue(json).json == json)
    #expect(TemplateValue.safeHTML("<b>").json == .string("<b>"))
    #expect(TemplateValue.double(0.5).json.compactBytes() == Array("0.5".utf8))
    #expect(TemplateValue.double(.nan).json == .null)
  }

  static let printed: [(TemplateValue, String)] = [
    (.null, ""), (.bool(true), "true"), (.int(3), "3"), (.decimal("1.50"), "1.50"),
    (.double(1), "1.0"), (.double(1e300), "1.0e+300"), (.double(.infinity), "Infinity"),
    (.double(-.infinity), "-Infinity"), (.double(.nan), "NaN"), (.string("x"), "x"),
    (.safeHTML("<b>"), "<b>"), (.array(["a", 1, .null]), "a1"),
    (.object(["k": "q\"\\", "n": .null]), #"{"k"=>"q\"\\", "n"=>nil}"#),
  ]

  @Test(arguments: printed)
  func printsAsLiquidDoes(value: TemplateValue, expected: String) {
    #expect(value.printed == expected)
  }
}
