package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.differentiate.Derived.derived;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import java.util.Set;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.TapePolicy;
import org.junit.jupiter.api.Test;

/** What a rule needs and the forward pass has computed is not computed twice; what it may not have computed, is. */
class ForwardValuesTest {
    private static final String BOTH = """
            f(double x, double y) {
              s = sin x : double
              c = cos x : double
              t = mul s y : double
              u = add t c : double
              yield u
            }""";

    @Test
    void theSlopeOfTheSineIsTheCosineThatIsThere() {
        assertThat(derived(BOTH).count("cos")).isEqualTo(1);
        Optimizations without = new Optimizations(Set.of(Optimization.COMMON_SUBEXPRESSIONS), TapePolicy.MINIMUM_CUT);
        assertThat(derived(BOTH, without).count("cos")).isEqualTo(2);
    }

    @Test
    void aBranchKnowsItsOwnAndWhatWasBefore() {
        String code = "static double f(double x, double y) { double c = Math.cos(x); double r = c;"
                + " if (y > 0) { double s = Math.sin(x) * Math.sin(y); r = s * Math.cos(y); } return r * y; }";
        companionOf(code).at(0.4, 0.7).agreesWithDifferences();
        companionOf(code).at(0.4, -0.7).agreesWithDifferences();
        assertThat(generatedFrom(code).text().lines())
                .filteredOn(line -> line.replaceFirst("//.*", "").contains("Math.cos("))
                .extracting(String::strip)
                .hasSize(6) // in valueAndGradient, in vjp, in forward: none in backward
                .allMatch(line -> line.matches("(double )?c(os2?)? = Math.cos\\([xy]\\);"));
    }

    @Test
    void aCosineOfTheOtherBranchIsNotThere() {
        String code = "static double f(double x, double y) {"
                + " if (y > 0) { return Math.sin(x) * y; } double c = Math.cos(x); return c * c + y; }";
        companionOf(code).at(0.4, 0.7).hasGradient(Math.cos(0.4) * 0.7, Math.sin(0.4));
        companionOf(code).at(0.4, -0.7).agreesWithDifferences();
    }

    @Test
    void norIsOneOfALoopThatMayNotRun() {
        String code = "static double f(double x, double[] y) { double s = Math.sin(x); double r = 0;"
                + " for (int i = 0; i < y.length; i++) { r += Math.cos(x) * y[i]; if (y[i] > 1) r += Math.sin(y[i]) * x; else r *= Math.cos(y[i]); }"
                + " return s + r; }";
        companionOf(code).at(0.4, new double[0]).hasGradient(Math.cos(0.4));
        companionOf(code).at(0.4, new double[] {0.3, 1.7, -0.2}).agreesWithDifferences();
    }

    @Test
    void otherMathIsOther() {
        String code =
                "static double f(double x, float y) { double c = StrictMath.cos(x); float d = (float) Math.cos(y);"
                        + " return Math.sin(x) * c + (float) Math.sin(y) * d; }";
        companionOf(code).at(0.4, 0.7f).agreesWithDifferences();
        assertThat(generatedFrom(code).text()).contains("Math.cos(x)");
    }

    @Test
    void aRecordedLoopRecordsIt() {
        String code = "static double f(double[] x) { double p = 1;"
                + " for (int i = 0; i < x.length; i++) { double u = p * x[i]; p = Math.sin(u) + 0.5 * Math.cos(u); } return p; }";
        companionOf(code).at((Object) new double[] {0.3, 1.7, -0.2}).agreesWithDifferences();
        assertThat(generatedFrom(code).text().split("Math\\.cos\\(u\\);", -1)).hasSize(2);
    }
}
