package org.backwire.processor.emit;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A text that is put together at run time is a new object, also where all its parts are known: only constant expressions are one
 * object wherever they stand (JLS 15.28, 15.18.1).
 */
class MadeTextsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "String c = \"a\"; return c + \"b\" == \"ab\" ? x : x * x;",
                "int k = 3; String t = \"v\" + k; return t == \"v3\" ? x : x * x;",
                "int k = 3; return (\"v\" + (k + 1)) == \"v4\" ? x : x * x;",
                "char ch = 'b'; String n = \"a\" + ch; return n == \"ab\" ? x : x * x;",
                "int k = 98; return \"a\" + (char) k == \"ab\" ? x : x * x;",
                "String c = \"a\"; c += \"b\"; return c == \"ab\" ? x : x * x;",
                "String c = \"a\"; String d = c + \"b\"; c = \"z\"; return d == \"ab\" ? x : c == \"z\" ? x * x : x * x * x;",
                "boolean t = true; return \"\" + t == \"true\" ? x : x * x;",
                "boolean t = true; String s = \"\" + (t ? 1 : 2); return s == \"1\" ? x : x * x;",
                "String c = \"a\"; c = c + \"b\" + \"c\"; return c == \"abc\" ? x : x * x;",
                "String c = null; return c + \"b\" == \"nullb\" ? x : x * x;",
                "String c = \"a\"; int n = 0; while (c + \"b\" == \"ab\") { n++; } return n == 0 ? x * x : x;",
                "int n = 0; while (n < 2 && same(\"a\")) { n++; } return n == 0 ? x * x : x;",
                "return same(\"a\") ? x : x * x;",
                "Object o = \"a\"; return o + \"b\" == \"ab\" ? x : x * x;",
                "String c = \"a\"; String d = c + \"b\"; String e = c + \"b\"; return d == e ? x : x * x;",
                "final int k = 2; String d = \"a\" + k; return d == \"a2\" ? x : x * x;",
                "String c = \"a\"; return (c + \"b\").intern() == \"ab\" ? x : x * x;",
                "final String c = \"a\"; return c + \"b\" == \"ab\" ? x : x * x;",
                "return PREFIX + \"b\" == \"ab\" ? x : x * x;",
                "int k = 2; var id = new java.util.IdentityHashMap<String, Integer>(); id.put(\"w2\", 1); id.put(\"w\" + k, 2); return id.size() * x * x;",
            })
    void isTheSameWhereJavaSaysSo(String body) {
        companionOf("""
                static double f(double x) { %s }

                static final String PREFIX = "a";

                private static boolean same(String s) {
                    return s + "b" == "ab";
                }
                """.formatted(body)).at(0.4).agreesWithDifferences();
    }
}
