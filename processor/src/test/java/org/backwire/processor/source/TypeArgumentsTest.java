package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.refuses;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeArgumentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.Map<String, int> m = null; return x;",
                "java.util.List<? extends int> m = null; return x;",
                "java.util.List<? super int[]> n = null; java.util.List<?  super int> m = null; return x;"
            })
    void arePrimitiveByMistake(String body) {
        int at = body.replaceAll("<[^<]*\\bint>.*", "").length();
        refuses("""
                @Differentiable
                static double f(double x) {
                %s
                //%s^ UnknownName
                }""".formatted(body, " ".repeat(at - 2)));
    }
}
