package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that are compiled one after the other, and whose companions have the same name. */
class CompanionOwnersTest {
    private static final String TOP = "class AIn { @Differentiable static double f(double x) { return x * x; } }";
    private static final String NESTED =
            "class A { static class In { @Differentiable static double f(double x) { return x * 3; } } }";
    private static final String LONG_NAME = "class A { @Differentiable static double inF(double x) { return x * 3; } }";
    private static final String CHOSEN =
            "class A { @Differentiable(companion = \"AInFGrad\") static double g(double x) { return x * 3; } }";

    @TempDir
    Path first;

    @TempDir
    Path second;

    private OnDisk disk;

    @BeforeEach
    void begin() {
        disk = new OnDisk(first);
    }

    /** Leaves class files only. */
    private String compile(OnDisk where, String name, String code) throws IOException {
        where.write(name + ".java", "import org.backwire.Differentiable;\n" + code);
        String printed = where.run(
                List.of(name + ".java"),
                List.of(),
                List.of(
                        "-Xlint:all,-processing",
                        "-cp",
                        first
                                + File.pathSeparator
                                + second
                                + File.pathSeparator
                                + System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.list(where.path(""))) {
            for (Path source :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Files.delete(source);
            }
        }
        return printed;
    }

    @ParameterizedTest
    @ValueSource(strings = {NESTED, LONG_NAME, CHOSEN})
    void oneIsNotReplacedByAnothers(String other) throws IOException {
        assertThat(compile(disk, "AIn", TOP)).isEmpty();
        assertThatOneIsRefused(compile(disk, "A", other), "A", "CompanionExists");
    }

    @ParameterizedTest
    @ValueSource(strings = {NESTED, LONG_NAME, CHOSEN})
    void norTheOtherWayRound(String other) throws IOException {
        assertThat(compile(disk, "A", other)).isEmpty();
        assertThatOneIsRefused(compile(disk, "AIn", TOP), "AIn", "CompanionExists");
    }

    @ParameterizedTest
    @ValueSource(strings = {TOP, NESTED, LONG_NAME, CHOSEN})
    void eachIsReplacedByItsOwn(String code) throws IOException {
        String name = code.startsWith("class AIn") ? "AIn" : "A";
        assertThat(compile(disk, name, code)).isEmpty();
        assertThat(compile(disk, name, code)).isEmpty();
    }

    @Test
    void whatIsLeftOfAnOlderNameIsReplaced() throws IOException {
        assertThat(compile(disk, "A", CHOSEN)).isEmpty();
        assertThat(compile(disk, "A", CHOSEN.replace("AInFGrad", "Other"))).isEmpty();
        assertThat(compile(disk, "AIn", TOP)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AIn.f(x) + 100 * A.In.f(x)", "100 * A.In.f(x) + AIn.f(x)"})
    void callersAreNotGivenAnothers(String calls, @TempDir Path third) throws IOException {
        String user = "class U { @Differentiable static double u(double x) { return %s; } }".formatted(calls);
        assertThat(compile(new OnDisk(third), "AIn", TOP)).isEmpty();
        assertThat(compile(new OnDisk(second), "A", NESTED)).isEmpty();
        moveClasses(third, first);
        assertThatOneIsRefused(compile(disk, "U", user), "U", "CompanionMissing");
        assertThat(compile(disk, "U", user.replace("A.In.f(x)", "x"))).isEmpty();
        moveClasses(first, third);
        Files.move(third.resolve("AIn.class"), first.resolve("AIn.class"));
        assertThatOneIsRefused(compile(disk, "U", user), "U", "CompanionMissing");
        assertThat(compile(disk, "U", user.replace("AIn.f(x)", "x"))).isEmpty();
    }

    private static void assertThatOneIsRefused(String printed, String name, String problem) {
        assertThat(printed)
                .contains(name + ".java:2: error: [Backwire/" + problem + "]")
                .containsOnlyOnce("error:");
    }

    private static void moveClasses(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                Files.move(file, to.resolve(file.getFileName()));
            }
        }
    }
}
