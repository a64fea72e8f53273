package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.GraphText;
import org.junit.jupiter.api.Test;

class LossesTest {
    private static List<String> losses(String text) {
        Function function = GraphText.parse(text);
        return Losses.in(function, Activity.of(function, Derived.wrt(function))).stream()
                .map(Diagnosis::problem)
                .map(Enum::name)
                .toList();
    }

    @Test
    void foreignCodeWithAnActiveArgumentIsAnError() {
        assertThat(losses("f(double x) { y = call a.Lib.erf(x) : double from \"erf(x)\" yield y }"))
                .containsExactly("EXTERNAL_CALL");
    }

    @Test
    void foreignCodeOnDataIsNone() {
        assertThat(losses("f(double x, int n) { c = call a.Lib.of(n) : double y = mul c x : double yield y }"))
                .isEmpty();
    }

    @Test
    void anObjectMadeOfAnActiveValueIsAnError() {
        assertThat(losses(
                        "f(double x) { b = call Double.valueOf(x) : Double from \"x\" y = mul x x : double yield y }"))
                .containsExactly("THROUGH_OBJECT");
    }

    @Test
    void aTextInAnExceptionLosesNothing() {
        assertThat(losses("""
                        f(double x) {
                          c = less x 0.0 : boolean
                          if c {
                            t = concat "bad: " x : String from "text"
                            e = new IllegalArgumentException(t) : IllegalArgumentException
                            throw e
                          } else { }
                          y = sqrt x : double
                          yield y
                        }""")).isEmpty();
    }

    @Test
    void anAssertionLosesNothing() {
        assertThat(losses("""
                        f(double x) {
                          assert { c = less 0.0 x : boolean yield c } message { t = concat "x" x : String yield t }
                          y = sqrt x : double
                          yield y
                        }""")).isEmpty();
    }

    @Test
    void aStepOnTheWayToTheResultIsAWarning() {
        assertThat(losses("f(double x) { s = floor x : double from \"Math.floor(x)\" y = mul s x : double yield y }"))
                .containsExactly("GRADIENT_LOST");
        assertThat(
                        losses(
                                "f(double x) { n = cast x : int from \"(int) x\" d = cast n : double y = mul d x : double yield y }"))
                .containsExactly("GRADIENT_LOST");
    }

    @Test
    void aStepThatOnlyDecidesIsNone() {
        assertThat(losses("""
                        f(double x) {
                          s = floor x : double from "Math.floor(x)"
                          c = less s 2.0 : boolean
                          y = if c { yield x } else { n = neg x : double yield n } : double
                          yield y
                        }""")).isEmpty();
    }
}
