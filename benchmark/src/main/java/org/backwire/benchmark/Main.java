package org.backwire.benchmark;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.backwire.benchmark.measure.Measuring;
import org.backwire.benchmark.problem.Catalogue;

/** Measures. */
public final class Main {
    private Main() {}

    /**
     * The first argument is the directory for pictures. The others, in any order: {@code quick}; {@code growth}, {@code modes}
     * or {@code compare}, for nothing but the growth, the modes beyond the gradient, or the comparison; names of problems,
     * for no others.
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path directory = Path.of(args[0]);
        List<String> words = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
        boolean quick = words.remove("quick");
        List<String> parts = new ArrayList<>(List.of("compare", "modes", "growth"));
        if (words.stream().anyMatch(parts::contains)) {
            parts.retainAll(words);
            words.removeAll(parts);
        }
        List<Catalogue> problems = words.isEmpty()
                ? List.of(Catalogue.values())
                : words.stream().map(Catalogue::named).toList();
        if (parts.contains("compare")) {
            Measuring.compare(problems, quick, out, directory);
            out.println();
        }
        if (parts.contains("modes")) {
            Measuring.modes(quick, out);
            out.println();
        }
        if (parts.contains("growth")) {
            Measuring.grow(out, directory);
        }
    }
}
