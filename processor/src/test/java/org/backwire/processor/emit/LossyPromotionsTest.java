package org.backwire.processor.emit;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An {@code int} or {@code long} that becomes a {@code float} loses digits, also where the {@code float} becomes a {@code double}. */
class LossyPromotionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "return (double) (float) d * y;",
                "return (float) d * y;",
                "return y * (float) l;",
                "double t = (double) (y >= 7 ? 1.5f : d); return t * y;",
                "double t = (double) (y >= 7 ? 1.5f : l); return t * y;",
                "double t = (y >= 7 ? 1.5f : d); return t * y;",
                "double t = y >= 7 ? 1.5f : 16777216; return t * y;",
                "float f = y >= 7 ? 1.5f : d; double t = f; return t * y;",
                "float f = d; return (y >= 7 ? (double) f : 2) * y;",
                "return Math.sin((float) d * 1e-9) * y;",
                "return Math.sqrt((float) d) * y;",
                "return ((float) d == (double) d ? 1 : 2) * y;",
                "return ((double) (float) l - (double) l) * y;",
                "double s = y; s += (float) d; s *= (float) l; return s;",
                "double[] a = {(float) d, y}; a[1] *= (float) l; return a[0] * a[1];",
                "return (double) (float) (long) d * y + (double) (long) (float) d;",
                "return Math.max((float) d, y) * y;",
                "float f = (float) d + 1; return f * y;",
            })
    void keepTheirBits(String body) {
        companionOf("static double f(double y, int d, long l) { " + body + " }")
                .at(0.75, 2147483647, 9007199254740993L);
    }

    /** A rule may give a {@code double} for a {@code float}, whose slope is a product of {@code float}s then. */
    @Test
    void productsThatAreDoubles() {
        companionOf("""
                @Differentiable(value = {Derivative.GRADIENT, Derivative.HVP}, derivatives = R.class)
                static float f(float x) { return L.sq(x) * x; }
                static class L { static float sq(float x) { return x * x; } }
                static class R {
                    @DerivativeOf(type = L.class, method = "sq")
                    @Differentiable
                    static double d(float x) { return 2 * x; }
                }""").at(1.1f).agreesWithDifferences();
    }

    /** The slope of a {@code float} is one, also where it goes into an array of {@code double}s. */
    @Test
    void slopesOfFloats() {
        companionOf("static double f(float x, double y, int d) { return x * d - y; }")
                .at(0.5f, 1.5, 2147483647);
        companionOf("static double f(float x, double[] y, int d) { return x * d - y[0]; }")
                .at(0.5f, new double[] {1.5}, 2147483647);
    }
}
