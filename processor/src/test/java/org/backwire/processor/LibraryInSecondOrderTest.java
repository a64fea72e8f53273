package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Second derivatives through a method that returns an array, wherever its companion comes from. */
class LibraryInSecondOrderTest {
    private static final String LIBRARY = """
            package lib;

            import org.backwire.Differentiable;
            import static org.backwire.Derivative.*;

            public class Rows {
                @Differentiable(value = {GRADIENT, JVP}, wrt = {"x", "scale"})
                public static double[] squares(double[] x, double[] constant, double scale) {
                    double[] y = new double[x.length];
                    for (int i = 0; i < x.length; i++) {
                        y[i] = x[i] * x[i] * scale * constant[i];
                    }
                    return y;
                }

                @Differentiable
                public static double[] once(double[] x) {
                    return new double[] {x[0] * x[0]};
                }
            }
            """;

    private static final String USER = """
            package user;

            import lib.Rows;
            import org.backwire.Differentiable;
            import static org.backwire.Derivative.*;

            class User {
                @Differentiable({GRADIENT, HESSIAN})
                static double f(double x, double y) {
                    double[] z = Rows.squares(new double[] {x, y}, new double[] {1, 2}, y);
                    return z[0] * z[1];
                }
            }
            """;

    @TempDir
    Path directory;

    /** The function is {@code 2 x² y⁴}. */
    private void assertThatItWorks() throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            var hessian = loader.loadClass("user.UserFGrad").getDeclaredMethod("hessian", double.class, double.class);
            hessian.setAccessible(true);
            double[][] rows = (double[][]) hessian.invoke(null, 1.5, 0.5);
            assertThat(rows[0][0]).isCloseTo(4 * 0.0625, within(1e-14));
            assertThat(rows[0][1]).isCloseTo(16 * 1.5 * 0.125, within(1e-14)).isEqualTo(rows[1][0]);
            assertThat(rows[1][1]).isCloseTo(24 * 2.25 * 0.25, within(1e-14));
        }
    }

    private OnDisk disk() throws IOException {
        return new OnDisk(directory).write("lib/Rows.java", LIBRARY).write("user/User.java", USER);
    }

    @Test
    void fromAClassFile() throws Exception {
        OnDisk disk = disk();
        assertThat(disk.compile(List.of("lib/Rows.java"), "-g:none")).isEmpty();
        Files.delete(disk.path("lib/Rows.java"));
        assertThat(disk.compile(List.of("user/User.java"))).isEmpty();
        assertThatItWorks();
    }

    @Test
    void compiledTogetherInAnyOrder() throws Exception {
        assertThat(disk().compile(List.of("user/User.java", "lib/Rows.java"))).isEmpty();
        assertThatItWorks();
        String companion = disk().read("user/UserFGrad.java");
        assertThat(disk().compile(List.of("lib/Rows.java", "user/User.java"))).isEmpty();
        assertThat(disk().read("user/UserFGrad.java")).isEqualTo(companion);
    }

    @Test
    void changedSinceItWasCompiled() throws Exception {
        OnDisk disk = disk().write("lib/Rows.java", LIBRARY.replace("{GRADIENT, JVP}", "GRADIENT"));
        assertThat(disk.compile(List.of("lib/Rows.java"))).isEmpty();
        assertThat(disk().compile(List.of("user/User.java", "lib/Rows.java"))).isEmpty();
        assertThatItWorks();
    }

    /** Its source is seen, but it is not compiled with us here: its companion is what it is. */
    @Test
    void onTheSourcePath() throws Exception {
        OnDisk disk = disk();
        assertThat(disk.compile(List.of("lib/Rows.java"))).isEmpty();
        asOfAnEarlierRelease(disk);
        assertThat(disk.compile(List.of("user/User.java"), "-implicit:none", "-sourcepath", directory.toString()))
                .contains("User.java:10: error: [Backwire/CalleeReturnsArray]");
    }

    @Test
    void aCompanionOfAnEarlierRelease() throws Exception {
        OnDisk disk = disk();
        assertThat(disk.compile(List.of("lib/Rows.java"))).isEmpty();
        Files.delete(disk.path("lib/Rows.java"));
        asOfAnEarlierRelease(disk);
        assertThat(disk.compile(List.of("user/User.java")))
                .contains("User.java:10: error: [Backwire/CalleeReturnsArray]")
                .containsOnlyOnce("error:");
    }

    private void asOfAnEarlierRelease(OnDisk disk) throws IOException {
        String companion = disk.read("lib/RowsSquaresGrad.java");
        assertThat(companion).contains("vjpTangent = true").contains(" vjpTangent(");
        disk.write(
                "lib/RowsSquaresGrad.java",
                companion.replaceFirst(",\\s*vjpTangent = true", "").replace(" vjpTangent(", " unknown("));
        assertThat(disk.compile(List.of("lib/RowsSquaresGrad.java"), "-proc:none"))
                .isEmpty();
    }

    @Test
    void aCompanionThatLacksAMode() throws Exception {
        OnDisk disk = disk().write(
                        "user/User.java",
                        USER.replace(
                                "Rows.squares(new double[] {x, y}, new double[] {1, 2}, y)",
                                "Rows.once(new double[] {x})"));
        assertThat(disk.compile(List.of("lib/Rows.java"))).isEmpty();
        Files.delete(disk.path("lib/Rows.java"));
        assertThat(disk.compile(List.of("user/User.java")))
                .contains("User.java:10: error: [Backwire/CalleeLacksDerivative]")
                .contains("Add JVP to the annotation of Rows.once")
                .containsOnlyOnce("error:");
    }
}
