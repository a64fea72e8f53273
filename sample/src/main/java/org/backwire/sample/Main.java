package org.backwire.sample;

import java.io.PrintStream;
import java.nio.file.Path;

/** Runs the examples. */
public final class Main {
    private Main() {}

    /** Runs them in order; the first argument, if there is one, is the directory for the pictures. */
    public static void main(String[] args) {
        PrintStream out = System.out;
        out.println();
        out.println("1. Gates: what backpropagation computes, and what one finds by hand");
        CircuitTable.print(out);
        out.println();
        out.println("2. A neuron learns to tell penguins apart");
        PenguinTraining.print(out, Path.of(args.length > 0 ? args[0] : "target/pictures"));
        out.println();
        out.println("3. An option: the price and how it moves, out of one gradient");
        Greeks.print(out);
    }
}
