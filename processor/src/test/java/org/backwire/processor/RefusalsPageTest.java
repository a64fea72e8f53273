package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.backwire.GradientCheck;
import org.backwire.processor.graph.Problem;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/refusals.md} has every message; its first snippet is refused as it says, its second compiles and is right. */
class RefusalsPageTest {
    private static final Pattern SECTION = Pattern.compile("(?ms)^### <a id=\"(\\w+)\"></a>(\\w+)$(.*?)(?=^##|\\z)");
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

    /** Problems that no snippet of one file can show, and why; each has tests of its own. */
    private static final Map<Problem, String> WITHOUT_SNIPPET = new EnumMap<>(Map.ofEntries(
            Map.entry(Problem.TOO_MANY_PARAMETERS, "takes 127 parameters: MethodChecksTest"),
            Map.entry(Problem.TOO_LARGE, "takes thousands of statements"),
            Map.entry(Problem.INLINED_TOO_LONG, "takes thousands of calls"),
            Map.entry(Problem.UNRESOLVED_CALL, "takes a gap in our knowledge of Java: HeldBackTest"),
            Map.entry(Problem.SIGNATURE_UNRESOLVED, "javac adds a message of its own: RoundsTest"),
            Map.entry(Problem.COMPILER_NOT_JAVAC, "takes another compiler: EclipseTest, EnvironmentTest"),
            Map.entry(Problem.UNKNOWN_OPTION, "takes an option: OptionsTest"),
            Map.entry(Problem.STUB_BODY, "takes the stubs of another language: MethodChecksTest"),
            Map.entry(Problem.MISREAD, "takes a bug: RefereeTest"),
            Map.entry(Problem.INTERNAL, "takes a bug: EnvironmentTest"),
            Map.entry(Problem.CALLEE_NAMES_LOST, "takes a library: LibraryTest"),
            Map.entry(Problem.COMPANION_MISSING, "takes a library: LibraryTest"),
            Map.entry(Problem.PATTERN, "takes Java 21: RefusedCodeTest"),
            Map.entry(Problem.RECORD_METHOD, "takes a second file: ExternalAdviceTest"),
            Map.entry(Problem.RECORD_ELSEWHERE, "takes a second file")));

    private record Section(String tag, List<String> snippets) {}

    private static Map<String, Section> sections() {
        try {
            String page = Files.readString(Path.of("../docs/refusals.md"));
            Map<String, Section> sections = new LinkedHashMap<>();
            Matcher section = SECTION.matcher(page);
            while (section.find()) {
                assertThat(section.group(2)).isEqualTo(section.group(1));
                List<String> snippets = SNIPPET.matcher(section.group(3))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
                sections.put(section.group(1), new Section(section.group(1), snippets));
            }
            return sections;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyProblemHasASection() {
        assertThat(sections().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Problem.values()).map(Problem::tag).toList());
    }

    @Test
    void everySectionHasTwoSnippetsOrAReason() {
        assertThat(Problem.values())
                .allSatisfy(problem -> assertThat(sections().get(problem.tag()).snippets())
                        .as(problem.tag())
                        .hasSize(WITHOUT_SNIPPET.containsKey(problem) ? 0 : 2));
    }

    @TestFactory
    Stream<DynamicTest> theFirstSnippetIsRefused() {
        return shown().map(section -> DynamicTest.dynamicTest(section.tag(), () -> {
            Compilation compilation = Marked.says(section.snippets().get(0));
            assertThat(Marked.said(compilation))
                    .isNotEmpty()
                    .allSatisfy(message -> assertThat(message).endsWith(" " + section.tag()));
        }));
    }

    @TestFactory
    Stream<DynamicTest> theSecondSnippetIsRight() {
        return shown().map(section -> DynamicTest.dynamicTest(section.tag(), () -> {
            Compilation compilation = Marked.compile(
                    List.of(new DifferentiableProcessor()),
                    List.of("-Xlint:all", "-Werror", "-parameters"),
                    section.snippets().get(1));
            assertThat(Marked.said(compilation)).isEmpty();
            List<String> companions = compilation.generatedSourceFiles().stream()
                    .map(RefusalsPageTest::className)
                    .toList();
            assertThat(companions).isNotEmpty();
            Loader loader = new Loader(compilation);
            for (String companion : companions) {
                Class<?> type = loader.loadClass(companion);
                GradientCheck.check(type, arguments(type)).orThrow();
            }
        }));
    }

    private static Stream<Section> shown() {
        return sections().values().stream()
                .filter(section -> !section.snippets().isEmpty());
    }

    private static String className(JavaFileObject source) {
        String path = source.getName();
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
    }

    private static Object[] arguments(Class<?> companion) {
        Method forward = Arrays.stream(companion.getDeclaredMethods())
                .filter(method -> method.getName().equals("forward"))
                .findFirst()
                .orElseThrow();
        Class<?>[] types = forward.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i], i);
        }
        return arguments;
    }

    private static Object argument(Class<?> type, int index) {
        if (type == double.class) {
            return 0.37 + 0.4 * index;
        } else if (type == int.class || type == Integer.class) {
            return 2 + index;
        } else if (type == boolean.class) {
            return false;
        } else if (type == int[].class) {
            return new int[] {index, 3};
        } else if (type == double[].class) {
            return new double[] {0.5, 0.7};
        }
        if (type.isRecord()) {
            return record(type);
        }
        return type == List.class ? List.of("right") : "right";
    }

    private static Object record(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            Object[] components = new Object[constructor.getParameterCount()];
            for (int i = 0; i < components.length; i++) {
                components[i] = argument(constructor.getParameterTypes()[i], i);
            }
            return constructor.newInstance(components);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Loads what was compiled. */
    private static final class Loader extends ClassLoader {
        private final Map<String, JavaFileObject> classes;

        Loader(Compilation compilation) {
            super(RefusalsPageTest.class.getClassLoader());
            classes = compilation.generatedFiles().stream()
                    .filter(file -> file.getKind() == JavaFileObject.Kind.CLASS)
                    .collect(Collectors.toMap(
                            file -> file.getName()
                                    .replace("/CLASS_OUTPUT/", "")
                                    .replace(".class", "")
                                    .replace('/', '.'),
                            file -> file));
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            JavaFileObject file = classes.get(name);
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            try (var bytes = file.openInputStream()) {
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
