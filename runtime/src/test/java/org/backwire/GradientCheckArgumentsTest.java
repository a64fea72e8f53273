package org.backwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be passed, which parameters the components belong to, and what is said where that is unclear. */
class GradientCheckArgumentsTest {

    static final class WideningGrad {
        public double forward(double x, float y, int n) {
            return x * x * y + n;
        }

        static Gradient gradient(double x, float y, int n) {
            return new Gradient(x * x * y + n, 2 * x * y, (float) (x * x));
        }

        record Gradient(double value, double dx, float dy) {}
    }

    @Test
    void numbersAreWidenedAsInACall() {
        GradientCheck.check(WideningGrad.class, 3, 2, 7).orThrow();
        GradientCheck.check(WideningGrad.class, 3.5f, 'a', (short) 7).orThrow();
    }

    @Test
    void numbersAreNotNarrowed() {
        assertThatThrownBy(() -> GradientCheck.check(WideningGrad.class, 3, 2.5, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the argument y of WideningGrad.forward(double, float, int) is of type Double, not float");
        assertThatThrownBy(() -> GradientCheck.check(WideningGrad.class, 3, 2, 7L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("these arguments do not fit WideningGrad.forward(double, float, int)");
    }

    @Test
    void numberOfArgumentsIsSaid() {
        assertThatThrownBy(() -> GradientCheck.check(WideningGrad.class, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("WideningGrad.forward(double, float, int) takes 3 arguments, not 1");
    }

    static final class ForwardModeGrad {
        static Tangent jvp(double x, double dx) {
            return new Tangent(x, dx);
        }

        record Tangent(double value, double dvalue) {}
    }

    @Test
    void missingGradientIsSaid() {
        assertThatThrownBy(() -> GradientCheck.check(ForwardModeGrad.class, 1.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(ForwardModeGrad.class.getName()
                        + " has no forward(…), which this check needs."
                        + " If it is a companion, add GRADIENT to the value of @Differentiable.");
    }

    @Test
    void anythingElseIsNoCompanion() {
        assertThatThrownBy(() -> GradientCheck.check(String.class, 1.0)).isInstanceOf(IllegalArgumentException.class);
    }

    static final class PickyGrad {
        public double forward(double x) {
            throw new IllegalStateException("not today");
        }

        static Gradient gradient(double x) {
            return new Gradient(x, 1);
        }

        record Gradient(double value, double dx) {}
    }

    @Test
    void whatTheMethodThrowsIsThrown() {
        assertThatThrownBy(() -> GradientCheck.check(PickyGrad.class, 1.0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not today");
    }

    /** With respect to the second and fourth of four parameters of one type. */
    @GeneratedCompanion(
            value = {Derivative.HVP, Derivative.GRADIENT},
            wrt = {1, 3})
    @SuppressWarnings("unused")
    static final class AnnotatedGrad {
        static final long LONG_CONSTANT = 1L << 40;
        static final double DOUBLE_CONSTANT = Math.PI;

        public double forward(double a, double b, double c, double d) {
            return a * b + c * d * d;
        }

        static Gradient gradient(double a, double b, double c, double d) {
            return new Gradient(a * b + c * d * d, a, 2 * c * d);
        }

        record Gradient(double value, double db, double dd) {}
    }

    @Test
    void annotationSaysWhichParametersAreMeant() {
        GradientCheck.check(AnnotatedGrad.class, 2.0, 3.0, 5.0, 7.0).orThrow();
    }

    /** With respect to all that can be: not the {@code int} between. */
    @GeneratedCompanion
    static final class AnnotatedForAllGrad {
        public double forward(double a, int n, double b) {
            return a * n - b;
        }

        static Gradient gradient(double a, int n, double b) {
            return new Gradient(a * n - b, n, -1);
        }

        record Gradient(double value, double da, double db) {}
    }

    @Test
    void annotationThatNamesNothingMeansAll() {
        GradientCheck.check(AnnotatedForAllGrad.class, 2.0, 3, 5.0).orThrow();
    }

    static final class OneWayGrad {
        public double forward(double[] x, double[] y, double scale) {
            return x[0] * y[0] * scale;
        }

        static Gradient gradient(double[] x, double[] y, double scale) {
            return new Gradient(x[0] * y[0] * scale, x[0] * y[0]);
        }

        record Gradient(double value, double dscale) {}
    }

    @Test
    void typesSayItWhereTheyLeaveOneWayOnly() {
        GradientCheck.check(OneWayGrad.class, new double[] {2}, new double[] {3}, 0.5)
                .orThrow();
    }

    static final class AmbiguousGrad {
        public double forward(double a, double b) {
            return a * b;
        }

        static Gradient gradient(double a, double b) {
            return new Gradient(a * b, a);
        }

        record Gradient(double value, double db) {}
    }

    @Test
    void whatNobodySaysIsAskedFor() {
        assertThatThrownBy(() -> GradientCheck.check(AmbiguousGrad.class, 2.0, 3.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which parameters of AmbiguousGrad.forward(double, double)")
                .hasMessageEndingWith("Compile it with -parameters.");
    }

    @Test
    void namesSayItWhereTheyAreInTheClassFile(@TempDir Path folder) throws Exception {
        Class<?> companion = compiled(folder, """
                public class NamedGrad {
                    public double forward(double a, double b) { return a * a * b; }
                    public static Gradient gradient(double a, double b) { return new Gradient(a * a * b, a * a); }
                    public record Gradient(double value, double db) {}
                }
                """);

        GradientCheck.check(companion, 2.0, 3.0).orThrow();
    }

    private static Class<?> compiled(Path folder, String source) throws IOException, ClassNotFoundException {
        Path file = Files.writeString(folder.resolve("NamedGrad.java"), source);
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, "-parameters", "-d", folder.toString(), file.toString());
        assertThat(result).isZero();
        URL[] path = List.of(folder.toUri().toURL()).toArray(new URL[0]);
        try (URLClassLoader loader = new URLClassLoader(path)) {
            Class<?> type = loader.loadClass("NamedGrad");
            loader.loadClass("NamedGrad$Gradient");
            return type;
        }
    }
}
