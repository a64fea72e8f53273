package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;

import org.backwire.processor.graph.GraphText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvariantLoadsTest {
    private static String nest(String made, String stored, String index) {
        return """
                f(double[] x, int n, int m) {
                  a = newArray %s : double[]
                  b = newArray m : double[]
                  i = loop (int i = 0) while { c = less i n : boolean yield c } do {
                    k = loop (int k = 0) while { d = less k m : boolean yield d } do {
                      u = load a %s : double
                      store %s k u
                      l = add k 1 : int
                      yield l
                    }
                    j = add i 1 : int
                    yield j
                  }
                  y = load b 0 : double
                  yield y
                }""".formatted(made, index, stored);
    }

    private static boolean isHoisted(String text) {
        String after = GraphText.of(InvariantLoads.run(GraphText.parse(text)));
        return after.indexOf("u = load") < after.indexOf("loop (int k");
    }

    /** The array has so many elements; the inner loop writes this one; the element read is that. */
    @ParameterizedTest
    @CsvSource({
        "n, b, i, true", // counted by the outer loop
        "n, a, i, false", // written
        "m, b, i, false", // of another length: it may not be there
        "n, b, k, false", // another one each time
        "n, b, 0, false", // not there if n is 0
    })
    void isReadBeforeTheLoopIfItIsThereAndStays(String length, String written, String index, boolean isHoisted) {
        assertThat(isHoisted(nest(length, written, index))).isEqualTo(isHoisted);
    }

    @Test
    void anElementThatIsNotThereIsNotReadIfTheLoopDoesNotRun() {
        companionOf("""
                static double f(double[] x, int n) {
                    double[] a = new double[n];
                    double s = 0;
                    for (int i = 0; i <= n; i++) {
                        for (int k = 0; k < n - i; k++) {
                            a[k] = x[k] * (1 + s);
                        }
                        for (int k = 0; k < n - i; k++) {
                            s += a[i] * a[i] * x[k];
                        }
                    }
                    return s;
                }""").at(new double[] {0.5, 0.25}, 2).agreesWithDifferences();
    }
}
