package org.backwire.benchmark.measure;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import org.backwire.benchmark.measure.Comparison.Settings;
import org.backwire.benchmark.problem.Catalogue;

/** Everything that is measured, from the check that all agree to the pictures. */
public final class Measuring {
    private Measuring() {}

    /** Compares the rivals on some problems; the picture goes into a directory. */
    public static void compare(Collection<Catalogue> problems, boolean quick, PrintStream out, Path directory) {
        for (Catalogue problem : problems) {
            Agreement.check(problem.title(), problem.small());
            Agreement.checkOwn(problem.title(), problem.full());
        }
        Measurements measurements = Comparison.run(problems, quick ? Settings.QUICK : Settings.THOROUGH);
        out.println();
        Table.print(measurements, out);
        out.println();
        out.println(Charts.bars(measurements, directory));
    }

    /** Measures how time and memory grow; the pictures go into a directory. */
    public static void grow(PrintStream out, Path directory) {
        Growth.run(out, directory);
    }

    /** Measures tangents and second derivatives. */
    public static void modes(boolean quick, PrintStream out) {
        Modes.run(quick, out);
    }
}
