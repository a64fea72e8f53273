package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tapes that grow keep arrays and gradients apart, also where a method reads arrays that somebody else has. */
class GatesWithOthersArraysTest {
    @Test
    void ofAField() {
        companionOf("""
                import org.backwire.Differentiable;

                class Net {
                    static final double[] SCALE = {2};

                    @Differentiable
                    static double[] run(double[] x) {
                        double[] h = x;
                        while (h[0] > 0.5) {
                            double[] z = new double[h.length];
                            for (int i = 0; i < h.length; i++) {
                                z[i] = h[i] * h[i];
                            }
                            h = z;
                        }
                        return new double[] {SCALE[0] * h[0]};
                    }
                }
                """).at((Object) new double[] {0.8, 0.3}).agreesWithDifferences();
    }

    @Test
    void ofAList() {
        companionOf("""
                import java.util.List;
                import org.backwire.Differentiable;

                class Net {
                    @Differentiable(wrt = "x")
                    static double[] layers(double[] x, List<double[]> weights) {
                        double[] h = x;
                        double[] best = {0, 0};
                        for (double[] w : weights) {
                            double[] z = new double[h.length];
                            for (int i = 0; i < z.length; i++) {
                                z[i] = Math.sin(w[i] * h[i]);
                            }
                            if (z[0] > best[0]) best = z;
                            h = z;
                        }
                        return new double[] {h[0] * best[1], h[1]};
                    }
                }
                """)
                .at(new double[] {0.8, 0.3}, List.of(new double[] {1, 0.7}, new double[] {2, -0.4}))
                .agreesWithDifferences();
    }
}
