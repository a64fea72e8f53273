package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a method is taken up: once, and not before its signature is complete. */
class RoundsTest {
    private static final String USES_GENERATED_TYPE = """
            package p;

            @SuppressWarnings("unused")
            class A {
                @org.backwire.Differentiable
                static double f(double x, Settings settings) {
                    return x;
                }
            }
            """;

    private static final String SIMPLE = """
            class A {
                @org.backwire.Differentiable
                static double f(double x, double y) {
                    return x * y + Math.exp(x);
                }
            }
            """;

    @Test
    void waitsForATypeThatAnotherProcessorGenerates() {
        for (boolean oursFirst : new boolean[] {true, false}) {
            var other = new Generates("p.Settings", "package p; class Settings {}");
            var ours = new DifferentiableProcessor();
            Compilation compilation = Marked.compile(
                    oursFirst ? List.of(ours, other) : List.of(other, ours),
                    List.of("-Xlint:all", "-Werror"),
                    USES_GENERATED_TYPE);
            assertThat(Marked.said(compilation)).isEmpty();
            assertThat(compilation.generatedSourceFile("p.AFGrad")).isPresent();
        }
    }

    @Test
    void waitsForTheComponentOfARecord() {
        var other = new Generates("p.Scalar", "package p; class Scalar {}");
        Compilation compilation = Marked.compile(List.of(new DifferentiableProcessor(), other), List.of(), """
                package p;

                @SuppressWarnings("unused")
                class A {
                    record Pair(double x, Scalar y) {}

                    @org.backwire.Differentiable
                    static double f(double x, Pair pair) {
                        return x;
                    }
                }
                """);
        assertThat(Marked.said(compilation)).isEmpty();
        assertThat(compilation.generatedSourceFile("p.AFGrad")).isPresent();
    }

    @Test
    void aMethodInAGeneratedClassHasACompanion() {
        var other = new Generates(
                "p.B", USES_GENERATED_TYPE.replace("class A", "class B").replace("Settings", "String"));
        Compilation compilation = Marked.compile(
                List.of(new DifferentiableProcessor(), other),
                List.of("-Xlint:all", "-Werror"),
                USES_GENERATED_TYPE.replace("Settings", "String"));
        assertThat(Marked.said(compilation)).isEmpty();
        assertThat(compilation.generatedSourceFile("p.AFGrad")).isPresent();
        assertThat(compilation.generatedSourceFile("p.BFGrad")).isPresent();
    }

    @Test
    void whatNamesMeanIsLookedUpInEachRound() {
        var other = new Generates("p.Settings", "package p; class Settings {} class Math {}");
        Compilation compilation = Marked.compile(List.of(new DifferentiableProcessor(), other), List.of(), """
                package p;

                @SuppressWarnings("unused")
                class A {
                    @org.backwire.Differentiable
                    static double f(double x) {
                        return 2 * x;
                    }

                    @org.backwire.Differentiable
                    static double g(double x, Settings settings) {
                        return java.lang.Math.sin(x);
                    }
                }
                """);
        assertThat(Marked.said(compilation)).isEmpty();
        assertThat(compilation.generatedSourceFile("p.AGGrad"))
                .hasValueSatisfying(file -> assertThat(contentOf(file)).contains("import java.lang.Math;"));
    }

    private static String contentOf(JavaFileObject file) {
        try {
            return file.getCharContent(true).toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static final String LIBRARY = """
            package p;

            import static org.backwire.Derivative.*;

            @SuppressWarnings("unused")
            class Library {
                @org.backwire.Differentiable({GRADIENT, JVP})
                static double[] squares(double x) {
                    return new double[] {x * x, x};
                }
            }
            """;

    private static final String CALLER = """
            package p;

            import static org.backwire.Derivative.*;

            class Caller {
                @org.backwire.Differentiable({GRADIENT, HVP})
                static double f(double x) {
                    return Library.squares(x)[0] * x;
                }
            }
            """;

    @Test
    void aCallerThatIsGeneratedKnowsTheSecondOrderOfAnEarlierRound() {
        var other = new Generates("p.Caller", CALLER);
        Compilation compilation = Marked.compile(
                List.of(new DifferentiableProcessor(), other), List.of("-Xlint:all", "-Werror"), LIBRARY);
        assertThat(Marked.said(compilation)).isEmpty();
        assertThat(compilation.generatedSourceFile("p.CallerFGrad")).isPresent();
    }

    /** What it will be able to do is not known before. */
    @Test
    void nobodyGoesTwiceThroughACalleeThatWaits() {
        var other = new Generates("p.Rules", "package p; class Rules {}");
        Compilation compilation = Marked.compile(
                List.of(new DifferentiableProcessor(), other),
                List.of(),
                LIBRARY.replace("({GRADIENT, JVP})", "(value = {GRADIENT, JVP}, derivatives = Rules.class)")
                        + CALLER.substring(CALLER.indexOf("class Caller")));
        assertThat(Marked.said(compilation)).anyMatch(said -> said.contains("CalleeReturnsArray"));
    }

    @Test
    void saysWhichTypeNeverCame() {
        Compilation compilation =
                Marked.compile(List.of(new DifferentiableProcessor()), List.of(), USES_GENERATED_TYPE);
        assertThat(Marked.said(compilation))
                .contains("A.java:6:31 SignatureUnresolved")
                .allSatisfy(message -> assertThat(message).startsWith("A.java:6:31"));
    }

    @Test
    void aMethodOfAClassFileIsNotTakenUp(@TempDir Path directory) throws IOException {
        OnDisk disk = new OnDisk(directory).write("A.java", SIMPLE);
        assertThat(disk.compile(List.of("A.java"), "-proc:none")).isEmpty();
        assertThat(disk.process(List.of("A"))).isEmpty();
        assertThat(disk.path("AFGrad.java")).doesNotExist();
    }

    @Test
    void twoBuildsWriteTheSameBytes(@TempDir Path first, @TempDir Path second) throws IOException {
        for (Path directory : List.of(first, second)) {
            OnDisk disk = new OnDisk(directory).write("A.java", SIMPLE);
            assertThat(disk.compile(List.of("A.java"), "-Xlint:all", "-Werror")).isEmpty();
        }
        for (String file : List.of("AFGrad.java", "AFGrad.class", "AFGrad$Gradient.class", "A.class")) {
            assertThat(first.resolve(file)).hasSameBinaryContentAs(second.resolve(file));
        }
    }

    @Test
    void theCompanionOfAnEarlierBuildIsReplaced(@TempDir Path directory) throws IOException {
        OnDisk disk = new OnDisk(directory).write("A.java", SIMPLE);
        assertThat(disk.compile(List.of("A.java"))).isEmpty();
        disk.write("A.java", SIMPLE.replace("double y", "double z").replace("* y", "* z"));
        assertThat(disk.compile(List.of("A.java"))).isEmpty();
        assertThat(disk.read("AFGrad.java")).contains("double z").doesNotContain("double y");
    }

    /** Another processor: writes one class in the first round. */
    @SupportedAnnotationTypes("java.lang.SuppressWarnings")
    private static final class Generates extends AbstractProcessor {
        private final String name;
        private final String text;
        private boolean isDone;

        Generates(String name, String text) {
            this.name = name;
            this.text = text;
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!isDone) {
                isDone = true;
                try (Writer writer =
                        processingEnv.getFiler().createSourceFile(name).openWriter()) {
                    writer.write(text);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        }
    }
}
