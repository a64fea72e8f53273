package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backwire.GradientCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A method in a class file is called through its companion, whatever the compiler has left out of the file. */
class LibraryTest {
    private static final String LIBRARY = """
            package lib;

            import org.backwire.Differentiable;

            public class Lib {
                private Lib() {}

                @Differentiable(wrt = {"scale", "x"})
                public static double wave(double x, double ignored, double scale) {
                    return scale * Math.sin(x) + ignored;
                }

                @Differentiable
                public static double sum(double[] x) {
                    double s = 0;
                    for (double v : x) {
                        s += v;
                    }
                    return s;
                }

                @Differentiable
                public static double normalised(double scale, double[] x) {
                    double s = scale / sum(x);
                    for (int i = 0; i < x.length; i++) {
                        x[i] *= s;
                    }
                    return s;
                }
            }
            """;

    private static final String USER = """
            package user;

            import org.backwire.Differentiable;

            class User {
                @Differentiable
                static double f(double x, double y) {
                    return Lib.wave(x * y, 0.25, y) * x;
                }
            }
            """.replace("import org", "import lib.Lib;\nimport org");

    private static final String ARRAYS = """
            package user;

            import lib.Lib;
            import org.backwire.Differentiable;

            class Arrays {
                @Differentiable
                static double f(double[] x) {
                    return Lib.sum(x);
                }

                @Differentiable
                static double g(double y, double[] x) {
                    return Lib.normalised(y, x) * x[0];
                }
            }
            """;

    @TempDir
    Path directory;

    private OnDisk libraryIn(String debug) throws IOException {
        OnDisk disk = new OnDisk(directory).write("lib/Lib.java", LIBRARY).write("user/User.java", USER);
        assertThat(disk.compile(List.of("lib/Lib.java"), debug)).isEmpty();
        Files.delete(disk.path("lib/Lib.java"));
        return disk;
    }

    @Test
    void withNamesOfParameters() throws Exception {
        assertThatItWorks(libraryIn("-g"));
    }

    @Test
    void withoutNamesOfParameters() throws Exception {
        assertThatItWorks(libraryIn("-g:none"));
    }

    private void assertThatItWorks(OnDisk disk) throws Exception {
        assertThat(disk.compile(List.of("user/User.java"), "-Xlint:all", "-parameters"))
                .isEmpty();
        assertThat(disk.read("user/UserFGrad.java")).contains("LibWaveGrad.");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            GradientCheck.check(loader.loadClass("user.UserFGrad"), 0.7, 1.3).orThrow();
        }
    }

    @Test
    void arraysThatAreWrittenTo() throws IOException {
        OnDisk disk = libraryIn("-g:none").write("user/Arrays.java", ARRAYS);
        assertThat(disk.compile(List.of("user/Arrays.java")))
                .contains("Arrays.java:14: error: [Backwire/CalleeWrites]")
                .containsOnlyOnce("error:");
    }

    /** What is written to is an array that may be returned where the parameter may be, too. */
    @Test
    void arraysThatOnlySeemToBeWrittenTo() throws Exception {
        OnDisk disk = new OnDisk(directory).write("lib/Lib.java", """
                package lib;

                public class Lib {
                    @org.backwire.Differentiable
                    public static double[] maybe(double[] a, double t) {
                        if (a[0] > t) {
                            return a;
                        }
                        double[] r = new double[2];
                        r[0] = t * t;
                        return r;
                    }
                }
                """).write("user/User.java", """
                package user;

                class User {
                    @org.backwire.Differentiable
                    static double f(double[] a, double t) {
                        return lib.Lib.maybe(a, t)[0] * a[0];
                    }
                }
                """);
        assertThat(disk.compile(List.of("lib/Lib.java"))).isEmpty();
        Files.delete(disk.path("lib/Lib.java"));
        assertThat(disk.compile(List.of("user/User.java"))).isEmpty();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            for (double t : new double[] {0.5, 2}) {
                GradientCheck.check(loader.loadClass("user.UserFGrad"), new double[] {1.3, 2}, t)
                        .orThrow();
            }
        }
    }

    @Test
    void arraysWithoutCompanion() throws IOException {
        OnDisk disk = libraryIn("-g").write("user/Arrays.java", ARRAYS);
        Files.delete(disk.path("lib/LibSumGrad.class"));
        Files.delete(disk.path("lib/LibSumGrad.java"));
        assertThat(disk.compile(List.of("user/Arrays.java")))
                .contains("Arrays.java:9: error: [Backwire/CompanionMissing]")
                .contains("Arrays.java:14: error: [Backwire/CalleeWrites]");
    }

    /** javac reads its source, but no processor sees it (javac's {@code -implicit}). */
    @Test
    void aLibraryThatIsOnlyOnTheSourcePath() throws IOException {
        OnDisk disk = new OnDisk(directory).write("lib/Lib.java", LIBRARY).write("user/User.java", USER);
        assertThat(disk.compile(List.of("user/User.java"), "-sourcepath", directory.toString()))
                .contains("User.java:9: error: [Backwire/CompanionMissing]")
                .containsOnlyOnce("error:");
    }

    @Test
    void inSecondOrder() throws Exception {
        OnDisk disk = new OnDisk(directory)
                .write(
                        "lib/Lib.java",
                        LIBRARY.replace("(wrt =", "(value = {GRADIENT, HVP}, wrt =")
                                .replace(
                                        "import org.backwire.Diff",
                                        "import static org.backwire.Derivative.*;\nimport org.backwire.Diff"))
                .write(
                        "user/User.java",
                        USER.replace("@Differentiable", "@Differentiable({GRADIENT, HESSIAN})")
                                .replace(
                                        "import org.backwire.Diff",
                                        "import static org.backwire.Derivative.*;\nimport org.backwire.Diff"));
        assertThat(disk.compile(List.of("lib/Lib.java"), "-g:none")).isEmpty();
        Files.delete(disk.path("lib/Lib.java"));
        assertThat(disk.compile(List.of("user/User.java"))).isEmpty();
        assertThat(disk.read("user/UserFGrad.java")).contains("LibWaveGrad.hvp(");
    }

    @ParameterizedTest
    @CsvSource({"-g, CompanionMissing", "-g:none, CalleeNamesLost"})
    void withoutCompanion(String names, String problem) throws IOException {
        OnDisk disk = libraryIn(names);
        Files.delete(disk.path("lib/LibWaveGrad.class"));
        Files.delete(disk.path("lib/LibWaveGrad.java"));
        assertThat(disk.compile(List.of("user/User.java")))
                .contains("User.java:9: error: [Backwire/" + problem + "]")
                .containsOnlyOnce("error:");
    }

    @Test
    void arraysThatAreReturned() throws Exception {
        OnDisk disk = new OnDisk(directory)
                .write("lib/Rows.java", """
                package lib;

                import java.util.Random;
                import org.backwire.Differentiable;
                import static org.backwire.Derivative.*;

                public class Rows {
                    @Differentiable({GRADIENT, JVP})
                    public static double[] squares(double[] x, double scale) {
                        double[] y = new double[x.length];
                        for (int i = 0; i < x.length; i++) {
                            y[i] = x[i] * x[i] * scale;
                        }
                        return y;
                    }

                    @Differentiable
                    public static double[] itself(double[] x) {
                        return x;
                    }

                    @Differentiable
                    public static double[] dropped(double[] x, Random random) {
                        return new double[] {x[random.nextInt(x.length)]};
                    }

                    @Differentiable({GRADIENT, HVP})
                    public static double chosen(double[] x, Random random) {
                        return x[random.nextInt(x.length)];
                    }
                }
                """)
                .write("user/Good.java", """
                package user;

                import lib.Rows;
                import org.backwire.Differentiable;
                import static org.backwire.Derivative.*;

                class Good {
                    @Differentiable({GRADIENT, JVP, JACOBIAN})
                    static double f(double[] x, double t) {
                        double[] y = Rows.squares(x, t);
                        y[0] *= 2;
                        return y[0] * y[1];
                    }
                }
                """)
                .write("user/Bad.java", """
                package user;

                import java.util.Random;
                import lib.Rows;
                import org.backwire.Differentiable;
                import static org.backwire.Derivative.*;

                class Bad {
                    @Differentiable
                    static double shared(double[] x) {
                        double[] y = Rows.itself(x);
                        y[0] *= 2;
                        return x[0];
                    }

                    @Differentiable
                    static double anew(double[] x, Random random) {
                        return Rows.dropped(x, random)[0];
                    }

                    @Differentiable({GRADIENT, HESSIAN})
                    static double repeated(double[] x, Random random) {
                        return Rows.chosen(x, random);
                    }
                }
                """);
        assertThat(disk.compile(List.of("lib/Rows.java"), "-g:none")).isEmpty();
        Files.delete(disk.path("lib/Rows.java"));
        assertThat(disk.compile(List.of("user/Good.java"))).isEmpty();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            GradientCheck.check(loader.loadClass("user.GoodFGrad"), new double[] {0.7, 1.3}, 0.4)
                    .orThrow();
        }
        assertThat(disk.compile(List.of("user/Bad.java")))
                .contains("Bad.java:11: error: [Backwire/CalleeShares]")
                .contains("Bad.java:18: error: [Backwire/ReadTwice]")
                .contains("Bad.java:23: error: [Backwire/ReadRepeatedly]");
    }
}
