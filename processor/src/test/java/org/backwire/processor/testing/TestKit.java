package org.backwire.processor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How tests of the whole road begin.
 *
 * <p>Code is a method, several members of a class, or a whole file. If nothing in it is annotated, the first static method
 * is differentiated; else the first annotated one is looked at. Everything is compiled as the strictest of users would.
 */
public final class TestKit {
    private static final List<String> STRICT = List.of("--release", "17", "-Xlint:all");

    private TestKit() {}

    /** A companion, to be looked at somewhere. */
    public static final class Subject {
        private final Companion companion;

        private Subject(Companion companion) {
            this.companion = companion;
        }

        /** Runs every form there, which must agree with the method and with each other. */
        public Point at(Object... arguments) {
            return new Point(companion, arguments);
        }

        /** The companion itself. */
        public Companion companion() {
            return companion;
        }
    }

    /**
     * Compiles the code without a word, and loads the companion.
     *
     * @param others further files
     */
    public static Subject companionOf(String code, String... others) {
        Sample sample = Sample.of(code);
        List<String> options = new ArrayList<>(STRICT);
        options.add("-Werror");
        Compiled compiled = compile(sample, options, others);
        assertThat(compiled.printed()).as(sample.text()).isEmpty();
        return new Subject(load(sample, compiled));
    }

    /** Requires that exactly the marked errors are printed. */
    public static void refuses(String code) {
        Sample sample = Sample.of(code);
        Compiled compiled = compile(sample, STRICT);
        assertThat(Marks.printed(compiled))
                .as(compiled.printed() + sample.text())
                .containsExactlyInAnyOrderElementsOf(Marks.in(sample.text()));
        assertThat(compiled.succeeded()).as("refused").isFalse();
    }

    /** Requires that exactly the marked warnings are printed, and loads the companion. */
    public static Subject warns(String code) {
        Sample sample = Sample.of(code);
        Compiled compiled = compile(sample, STRICT);
        assertThat(compiled.succeeded()).as(compiled.printed() + sample.text()).isTrue();
        assertThat(Marks.printed(compiled))
                .as(compiled.printed() + sample.text())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(Marks.in(sample.text()));
        return new Subject(load(sample, compiled));
    }

    /** The text of the companion. */
    public static GeneratedText generatedFrom(String code) {
        Sample sample = Sample.of(code);
        Compiled compiled = compile(sample, STRICT);
        assertThat(compiled.succeeded()).as(compiled.printed() + sample.text()).isTrue();
        String text = compiled.generated().get(companionName(sample));
        assertThat(text).as("companion of " + sample.methodName()).isNotNull();
        return new GeneratedText(text);
    }

    private static Compiled compile(Sample sample, List<String> options, String... others) {
        Map<String, String> sources = new HashMap<>();
        for (String other : others) {
            sources.put(Sample.of(other).className(), other);
        }
        sources.put(sample.className(), sample.text());
        return Compiled.withBackwire(options, sources);
    }

    private static Companion load(Sample sample, Compiled compiled) {
        return Companion.named(compiled.load(), sample.className(), sample.methodName(), companionName(sample));
    }

    private static String companionName(Sample sample) {
        String owner = sample.className();
        String method = sample.methodName();
        if (sample.companion() != null) {
            return owner.substring(0, owner.lastIndexOf('.') + 1) + sample.companion();
        }
        return owner + Character.toUpperCase(method.charAt(0)) + method.substring(1) + "Grad";
    }
}
