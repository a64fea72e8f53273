package org.backwire.processor.source;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.CompilationSubject;
import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an annotation says, be it in source or in a class file. */
class AnnotatedMethodTest {
    private static final String LIBRARY = """
            package lib;

            import org.backwire.Derivative;
            import org.backwire.Differentiable;

            public class Lib {
                record Point(double x, float[] y) {}

                record Deep(Point p, double[][] w) {}

                record Itself(double x, Itself[] more) {}

                record Data(double x, int n) {}

                record Empty() {}

                @Differentiable
                static double all(double a, int b, float c, double[][] d, String e, Point p, Deep f, Double boxed) {
                    return a;
                }

                @Differentiable
                static double none(Itself a, Data b, Empty c, java.util.List<Double> d, long[] e) {
                    return 1;
                }

                @Differentiable(wrt = {"c", "a"}, value = {Derivative.JVP, Derivative.GRADIENT})
                static double some(double a, double b, double c) {
                    return a;
                }

                @Differentiable(wrt = "b", companion = "Named")
                static double named(double a, double b) {
                    return a;
                }

                static double without(double a) {
                    return a;
                }

                public static class Inner {
                    @Differentiable
                    static double éa(double a) {
                        return a;
                    }
                }
            }
            """;

    private static final Map<String, String> EXPECTED = Map.of(
            "all", "lib.LibAllGrad [0, 2, 3, 5, 6] [GRADIENT]",
            "none", "lib.LibNoneGrad [] [GRADIENT]",
            "some", "lib.LibSomeGrad [0, 2] [JVP, GRADIENT]",
            "named", "lib.Named [1] [GRADIENT]",
            "without", "null",
            "éa", "lib.LibInnerÉaGrad [0] [GRADIENT]");

    @Test
    void inSource() {
        assertThat(read(List.of(), JavaFileObjects.forSourceString("lib.Lib", LIBRARY)))
                .containsExactlyInAnyOrderEntriesOf(EXPECTED);
    }

    @Test
    void inClassFilesWithNames(@TempDir Path directory) throws IOException {
        assertThat(readFrom(library(directory, LIBRARY, "-g"))).containsExactlyInAnyOrderEntriesOf(EXPECTED);
    }

    /** The names of parameters are lost; the companions know. */
    @Test
    void inClassFilesWithoutNames(@TempDir Path directory) throws IOException {
        String companions = """
                @org.backwire.GeneratedCompanion(wrt = {0, 2})
                final class LibSomeGrad {}

                @org.backwire.GeneratedCompanion(wrt = 1)
                final class Named {}
                """;
        assertThat(readFrom(library(directory, LIBRARY + companions, "-g:none")))
                .containsExactlyInAnyOrderEntriesOf(EXPECTED);
    }

    @Test
    void inClassFilesWithoutNamesAndCompanions(@TempDir Path directory) throws IOException {
        Map<String, String> expected = new TreeMap<>(EXPECTED);
        expected.put("some", "null");
        expected.put("named", "null");
        assertThat(readFrom(library(directory, LIBRARY, "-g:none"))).containsExactlyInAnyOrderEntriesOf(expected);
    }

    private static Path library(Path directory, String text, String debug) throws IOException {
        Compilation compilation =
                javac().withOptions(debug, "-proc:none").compile(JavaFileObjects.forSourceString("lib.Lib", text));
        CompilationSubject.assertThat(compilation).succeeded();
        for (JavaFileObject file : compilation.generatedFiles()) {
            Path path = directory.resolve(file.getName().replace("/CLASS_OUTPUT/", ""));
            Files.createDirectories(path.getParent());
            try (var bytes = file.openInputStream()) {
                Files.write(path, bytes.readAllBytes());
            }
        }
        return directory;
    }

    private static Map<String, String> readFrom(Path library) {
        List<File> classPath = new ArrayList<>(List.of(library.toFile()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            classPath.add(new File(entry));
        }
        return read(classPath, JavaFileObjects.forSourceString("p.User", "package p; class User {}"));
    }

    private static Map<String, String> read(List<File> classPath, JavaFileObject source) {
        Probe probe = new Probe();
        var compiler = javac().withProcessors(probe);
        Compilation compilation = (classPath.isEmpty() ? compiler : compiler.withClasspath(classPath)).compile(source);
        CompilationSubject.assertThat(compilation).succeeded();
        return probe.found;
    }

    /** Looks at each method of the library. */
    @SupportedAnnotationTypes("*")
    private static final class Probe extends AbstractProcessor {
        private final Map<String, String> found = new TreeMap<>();

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            for (String name : List.of("lib.Lib", "lib.Lib.Inner")) {
                TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
                for (var method : ElementFilter.methodsIn(type.getEnclosedElements())) {
                    AnnotatedMethod annotated =
                            AnnotatedMethod.of(method, processingEnv.getElementUtils(), processingEnv.getTypeUtils());
                    found.put(
                            method.getSimpleName().toString(),
                            annotated == null
                                    ? "null"
                                    : annotated.companion() + " " + annotated.wrt() + " " + annotated.derivatives());
                }
            }
            return false;
        }
    }
}
