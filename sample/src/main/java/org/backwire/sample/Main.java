package org.backwire.sample;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs the examples. */
public final class Main {
    private Main() {}

    /** An example and what chooses it. */
    private record Example(String name, String title, Run run) {}

    private interface Run {
        void print(PrintStream out, Path pictures);
    }

    private static final List<Example> EXAMPLES = List.of(
            new Example(
                    "gates",
                    "Gates: what backpropagation computes, and what one finds by hand",
                    (out, pictures) -> CircuitTable.print(out)),
            new Example(
                    "rectifier",
                    "A wide gate: what going backward costs without a Jacobian",
                    (out, pictures) -> Rectifier.print(out)),
            new Example("penguins", "A neuron learns to tell penguins apart", PenguinTraining::print),
            new Example("digits", "A perceptron learns to read digits", DigitTraining::print),
            new Example(
                    "option",
                    "An option: the price and how it moves, out of one gradient",
                    (out, pictures) -> Greeks.print(out)),
            new Example("curve", "A curve through measurements, by Levenberg and Marquardt", Adsorption::print),
            new Example("newton", "Newton's method finds the bottom of a valley", DescentReport::print),
            new Example(
                    "kepler",
                    "A root: its derivative through the loop that finds it, and without",
                    (out, pictures) -> Kepler.print(out)));

    /**
     * Runs all of them in order, or those that the second argument names, with commas between; the first argument, if there
     * is one, is the directory for the pictures.
     */
    public static void main(String[] args) {
        PrintStream out = System.out;
        Path pictures = Path.of(args.length > 0 ? args[0] : "target/pictures");
        List<Example> chosen = chosen(args.length > 1 ? args[1] : "all");
        for (int i = 0; i < chosen.size(); i++) {
            out.println();
            out.println(i + 1 + ". " + chosen.get(i).title());
            chosen.get(i).run().print(out, pictures);
        }
    }

    private static List<Example> chosen(String names) {
        if (names.equals("all")) {
            return EXAMPLES;
        }
        return Arrays.stream(names.split(","))
                .map(name -> EXAMPLES.stream()
                        .filter(example -> example.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no example " + name + "; there are "
                                + EXAMPLES.stream().map(Example::name).toList())))
                .toList();
    }
}
