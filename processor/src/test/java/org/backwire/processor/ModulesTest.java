package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backwire.Differentiable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code @Generated} lives in a module that the user's may not read; it stands where it can be seen. */
class ModulesTest {
    private static final String CODE = """
            package p;

            /** A neuron. */
            public class A {
                private A() {}

                /**
                 * Fires.
                 *
                 * @param x the input
                 * @return the output
                 */
                @org.backwire.Differentiable
                public static double f(double x) {
                    return x * x;
                }

                /**
                 * Steps.
                 *
                 * @param x the input
                 * @param n how often
                 * @return the output
                 */
                @org.backwire.Differentiable
                public static double steps(double x, int n) {
                    double s = x;
                    for (int i = 0; i < n; i++) {
                        s = Math.sin(s);
                    }
                    return s;
                }
            }
            """;

    private static final List<String> STRICT = List.of("-Xlint:all", "-Xdoclint:all/protected,-missing", "-Werror");

    @TempDir
    Path directory;

    @Test
    void withoutAModule() throws IOException {
        OnDisk disk = new OnDisk(directory).write("p/A.java", CODE);
        assertThat(disk.compile(List.of("p/A.java"), STRICT.toArray(String[]::new)))
                .isEmpty();
        assertThat(disk.read("p/AFGrad.java"))
                .contains("import javax.annotation.processing.Generated;")
                .contains("@Generated(")
                .contains("@GeneratedCompanion");
    }

    @Test
    void moduleThatReadsJavaCompiler() throws IOException {
        assertThat(generatedIn("""
                        /** Mine. */
                        module mine {
                            requires org.backwire;
                            requires static java.compiler;

                            exports p;
                        }
                        """)).contains("@Generated(").contains("@GeneratedCompanion");
    }

    @Test
    void moduleThatDoesNot() throws IOException {
        assertThat(generatedIn("""
                        /** Mine. */
                        module mine {
                            requires org.backwire;

                            exports p;
                        }
                        """))
                .doesNotContain("javax.annotation.processing")
                .contains("@GeneratedCompanion");
    }

    /** The companion, compiled with every check that javac has. */
    private String generatedIn(String module) throws IOException {
        OnDisk disk = new OnDisk(directory).write("p/A.java", CODE).write("module-info.java", module);
        List<String> options = new ArrayList<>(STRICT);
        options.addAll(List.of("--module-path", runtime()));
        assertThat(disk.run(List.of("module-info.java", "p/A.java"), List.of(), options))
                .isEmpty();
        return disk.read("p/AFGrad.java");
    }

    private static String runtime() {
        try {
            return Path.of(Differentiable.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
