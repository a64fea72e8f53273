package org.backwire.processor.random;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.backwire.processor.testing.Companion;
import org.backwire.processor.testing.Compiled;
import org.jspecify.annotations.Nullable;

/** Programs that are compiled together, in one class. */
final class Batch {
    static final String INVALID = "not Java";
    private static final String HANGS = "does not come back";

    private static final List<String> LINT = List.of("-Xlint:all");
    private static final Pattern COMPANION = Pattern.compile("/ProgramsF(\\d+)Grad\\.java$");
    private static final Pattern TAG = Pattern.compile("^\\[Backwire/(\\w+)]");

    private final List<String> options;
    private final List<Program> programs;
    private final Counts counts;
    private final List<Failure> failures = new ArrayList<>();

    private Batch(List<Program> programs, Counts counts, List<String> options) {
        this.options = options;
        this.programs = new ArrayList<>(programs);
        this.counts = counts;
    }

    /**
     * Compiles and runs the programs; returns what is wrong, at most one thing each.
     *
     * @param options of the processor; if there are any, the gradients without them are a reference
     */
    static List<Failure> run(List<Program> programs, Counts counts, List<String> options) {
        Batch batch = new Batch(programs, counts, options);
        batch.run();
        return batch.failures;
    }

    /** A class with programs in it, and where each begins. */
    record Text(String text, TreeMap<Integer, Program> lines) {
        static Text of(String className, List<Program> programs, boolean twin) {
            TreeMap<Integer, Program> lines = new TreeMap<>();
            StringBuilder text = new StringBuilder(Surroundings.HEAD)
                    .append("public class ")
                    .append(className)
                    .append(" {\n")
                    .append(members(programs, twin));
            for (Program program : programs) {
                text.append('\n');
                lines.put((int) text.chars().filter(c -> c == '\n').count() + 1, program);
                text.append(program.print(twin));
            }
            return new Text(text.append("}\n").toString(), lines);
        }

        private static String members(List<Program> programs, boolean twin) {
            StringBuilder all = new StringBuilder();
            programs.forEach(program -> all.append(program.print(twin)));
            return Surroundings.members(programs.get(0).features(), all.toString(), twin);
        }

        @Nullable
        Program at(long line) {
            Map.Entry<Integer, Program> entry = lines.floorEntry((int) line);
            return entry == null ? null : entry.getValue();
        }
    }

    private void run() {
        Compiled compiled = compiled();
        if (compiled == null) {
            return;
        }
        ClassLoader loader = compiled.load();
        ClassLoader twins = twins();
        ClassLoader usual = options.isEmpty() ? null : usual();
        for (Program program : programs) {
            Companion companion = Companion.of(loader, "random.Programs", program.name());
            Method reference = program.hasFloats() ? method(twins, program) : companion.method();
            Companion other = usual == null ? null : Companion.of(usual, "random.Programs", program.name());
            Optional<Failure> failure = Limit.SECONDS.run(
                    () -> Optional.ofNullable(new Trial(program, companion, reference, other, counts).run()));
            if (failure == null) {
                failures.add(new Failure(program, "runs for ever", "", List.of()));
            } else {
                failure.ifPresent(failures::add);
            }
        }
    }

    /** What is made of the same programs without any option; null if that does not compile, which is not for us to say. */
    private @Nullable ClassLoader usual() {
        Compiled compiled = compiled(Text.of("Programs", programs, false), List.of());
        return compiled.succeeded() ? compiled.load() : null;
    }

    /** Compiles until what is left compiles; null if nothing is. */
    private @Nullable Compiled compiled() {
        while (!programs.isEmpty()) {
            Text text = Text.of("Programs", programs, false);
            Compiled compiled = Limit.SECONDS.run(() -> compiled(text, options));
            if (compiled == null) {
                halves(HANGS);
                return null;
            }
            List<Failure> found = found(compiled, text);
            for (Failure failure : found) {
                programs.remove(failure.program());
            }
            failures.addAll(found);
            if (found.isEmpty() && compiled.succeeded()) {
                return compiled;
            } else if (found.isEmpty()) {
                halves(compiled.printed());
                return null;
            }
        }
        return null;
    }

    private static Compiled compiled(Text text, List<String> options) {
        List<String> all = new ArrayList<>(LINT);
        all.addAll(options);
        return Compiled.withBackwire(all, Map.of("random.Programs", text.text, "random.Shared", Surroundings.SHARED));
    }

    /** What was printed cannot be told to belong to one program: divide. */
    private void halves(String printed) {
        int half = programs.size() / 2;
        if (half == 0) {
            failures.add(
                    new Failure(programs.get(0), printed.equals(HANGS) ? HANGS : "compilation", printed, List.of()));
            return;
        }
        failures.addAll(run(programs.subList(0, half), counts, options));
        failures.addAll(run(programs.subList(half, programs.size()), counts, options));
    }

    private List<Failure> found(Compiled compiled, Text text) {
        Map<Integer, Failure> found = new TreeMap<>();
        for (Diagnostic<? extends JavaFileObject> diagnostic : compiled.diagnostics()) {
            String file =
                    diagnostic.getSource() == null ? "" : diagnostic.getSource().getName();
            String message = diagnostic.getMessage(Locale.ROOT);
            Matcher tag = TAG.matcher(message);
            Matcher companion = COMPANION.matcher(file);
            boolean isError = diagnostic.getKind() == Diagnostic.Kind.ERROR;
            Program program = null;
            String kind = "";
            if (companion.find()) {
                int id = Integer.parseInt(companion.group(1));
                program =
                        programs.stream().filter(p -> p.id() == id).findFirst().orElse(null);
                kind = (isError ? "companion does not compile: " : "companion warns: ") + gist(message);
            } else if (file.endsWith("Programs.java") && isError) {
                program = text.at(diagnostic.getLineNumber());
                kind = tag.find() ? "refused " + tag.group(1) + where(message) : INVALID;
            }
            if (program != null) {
                String detail =
                        diagnostic.getLineNumber() + ": " + line(compiled, text, file, diagnostic) + "\n" + message;
                found.putIfAbsent(program.id(), new Failure(program, kind, detail, List.of()));
            }
        }
        return new ArrayList<>(found.values());
    }

    /** The first line of a message of javac without names. */
    private static String gist(String message) {
        return message.lines().findFirst().orElse("").replaceAll("(variable|method|class) \\S+", "$1 …");
    }

    /** Where we failed, if a message says so. */
    private static String where(String message) {
        Matcher place = Pattern.compile("\\((\\w+\\.java:\\d+)").matcher(message);
        return place.find() ? " " + place.group(1) : "";
    }

    private static String line(Compiled compiled, Text text, String file, Diagnostic<?> diagnostic) {
        String name = file.replaceFirst("^.*/", "").replace(".java", "");
        String source = compiled.generated().getOrDefault("random." + name, text.text);
        List<String> lines = Arrays.asList(source.split("\n"));
        int number = (int) diagnostic.getLineNumber();
        return number >= 1 && number <= lines.size() ? lines.get(number - 1).strip() : "";
    }

    /** The programs that round to {@code float}, in {@code double} throughout; those that are no Java then are left out. */
    private @Nullable ClassLoader twins() {
        List<Program> rounding =
                new ArrayList<>(programs.stream().filter(Program::hasFloats).toList());
        while (!rounding.isEmpty()) {
            Text text = Text.of("Twins", rounding, true);
            Compiled compiled = Compiled.of(
                    List.of(), List.of(), Map.of("random.Twins", text.text, "random.Shared", Surroundings.SHARED));
            if (compiled.succeeded()) {
                return compiled.load();
            }
            int before = rounding.size();
            for (Diagnostic<? extends JavaFileObject> diagnostic : compiled.diagnostics()) {
                if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                    rounding.remove(text.at(diagnostic.getLineNumber()));
                }
            }
            if (rounding.size() == before) {
                throw new AssertionError(compiled.printed());
            }
        }
        return null;
    }

    private static @Nullable Method method(@Nullable ClassLoader loader, Program program) {
        try {
            for (Method method : loader == null
                    ? new Method[0]
                    : loader.loadClass("random.Twins").getDeclaredMethods()) {
                if (method.getName().equals(program.name())) {
                    method.setAccessible(true);
                    return method;
                }
            }
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
        return null;
    }

    /** Whether javac alone takes a program. */
    static boolean isJava(Program program) {
        Text text = Text.of("Programs", List.of(program), false);
        return Compiled.of(
                        List.of(),
                        List.of(),
                        Map.of("random.Programs", text.text, "random.Shared", Surroundings.SHARED))
                .succeeded();
    }
}
