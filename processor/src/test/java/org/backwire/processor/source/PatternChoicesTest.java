package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ?:} of what its own condition binds: javac looks for the type of its parts where that is not in scope. */
class PatternChoicesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "double k = o instanceof Integer n ? n : 2; return k * x;",
                "double k = o instanceof Integer n ? n : i; return k * x;",
                "double k = (o instanceof Integer n ? n : i); return k * x;",
                "double k = !(o instanceof Integer n) ? i : n * 2; return k * x;",
                "double k = o instanceof Double d ? d : o instanceof Integer n ? n : 2; return k * x;",
                "double k = o instanceof Integer n && n > 2 ? n / 2 : i; return k * x;",
                "double k = o instanceof Integer n ? (float) n : 1.5f; return k * x;",
                "double k = o instanceof Integer n ? (double) n : 1.5f; return k * x;",
                "float k = o instanceof Integer n ? n : 1.5f; return k * x;",
                "long k = o instanceof Character c ? c : i; return k * x;",
                "int k = o instanceof Character c ? c : 3; return k * x;",
                "Object k = o instanceof Integer n ? n : 3; return k.hashCode() * x;",
                "Object k = o instanceof Integer n ? n : null; return k == null ? x : x * x;",
                "Object k = i > 2 ? o.hashCode() : null; return k == null ? x : x * x;",
                "Object k = i > 2 ? null : 1.5; return k == null ? x : x * x;",
                "String k = i > 2 ? null : \"a\"; return k == null ? x : x * x;",
                "return o instanceof Double d ? d * x : 2;",
                "return x * (o instanceof Integer n ? n : 2.5f);",
            })
    void areWhatJavaTakesThemFor(String body) {
        Object[] objects = {5, 'c', 2.5, "s"};
        for (Object object : objects) {
            companionOf("static double f(double x, Object o, int i) { %s }".formatted(body))
                    .at(0.3, object, 3)
                    .agreesWithDifferences();
        }
    }

    @Test
    void aWholeNumberBesideAFloatMustBeTold() {
        refuses("""
                @Differentiable
                static double f(double x, Object o, float g) {
                    double k = (o instanceof Integer n ? n : g);
                //                                       ^ LossyChoice
                    return k * x;
                }""");
        refuses("""
                @Differentiable
                static double f(double x, Object o, float g) {
                    double k = o instanceof Integer n ? n + 1 : g;
                //                                        ^ LossyChoice
                    return k * x;
                }""");
    }
}
