package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;

/** Tangents divide once, and ask once which way. */
class TangentTextTest {
    private static final String HEAD = "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP})\n";

    private static String jvp(String method) {
        String text = generatedFrom(HEAD + method).text();
        int start = text.indexOf("Tangent jvp(");
        return text.substring(start, text.indexOf("    /**", start));
    }

    private static long count(String text, String what) {
        return text.lines().filter(line -> line.contains(what)).count();
    }

    @Test
    void aQuotient() {
        String quotient = "static double f(double x, double y) { double z = Math.exp(y); return Math.sin(x) / z; }";
        assertThat(count(jvp(quotient), "/ z")).isEqualTo(2); // the value, and its tangent
        companionOf(HEAD + quotient).at(0.7, -0.3).agreesWithDifferences(1e-9);
        companionOf(HEAD + "static double f(double x, double y) { return x / y; }")
                .at(0.0, -0.3)
                .agreesWithDifferences(1e-9);
    }

    @Test
    void aQuotientThatStandsStillWhereItIsSteep() {
        Object tangent = companionOf(HEAD + "static double f(double x, double y) { return x / y; }")
                .companion()
                .call("jvp", 1.0, 0.0, 0.0, 0.0);
        assertThat(tangent.toString()).isEqualTo("Tangent[value=Infinity, dvalue=0.0]");
    }

    @Test
    void aMaximum() {
        String maximum = "static double f(double x, double y) { return Math.max(x * x, y) * Math.min(y, 3 * x); }";
        assertThat(count(jvp(maximum), "isNaN")).isEqualTo(2);
        companionOf(HEAD + maximum).at(0.7, -0.3).agreesWithDifferences(1e-9);
        companionOf(HEAD + maximum).at(-0.7, 2.0).agreesWithDifferences(1e-9);
    }
}
