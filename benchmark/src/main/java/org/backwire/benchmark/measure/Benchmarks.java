package org.backwire.benchmark.measure;

import java.util.concurrent.TimeUnit;
import org.backwire.benchmark.problem.Catalogue;
import org.backwire.benchmark.problem.Problem;
import org.backwire.benchmark.rival.Differences;
import org.backwire.benchmark.rival.Hipparchus;
import org.backwire.benchmark.rival.Tape;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What JMH calls: one method for each {@link Rival}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Benchmarks {
    /** Which problem. */
    @Param
    public Catalogue problem;

    /** Whether it has its full size, or a small one that only shows that all works. */
    @Param("true")
    public boolean full;

    private Problem it;
    private Tape tape;
    private Hipparchus hipparchus;
    private Differences differences;

    /** Makes the problem. */
    @Setup
    public void setup() {
        it = full ? problem.full() : problem.small();
        tape = new Tape(it);
        hipparchus = new Hipparchus(it);
        differences = new Differences(it);
    }

    /** The value alone. */
    @Benchmark
    public double primal() {
        return it.primal();
    }

    /** By hand. */
    @Benchmark
    public double expert() {
        return it.expert();
    }

    /** The static method of the companion. */
    @Benchmark
    public double companion() {
        return it.companion();
    }

    /** The gate of the companion, warm. */
    @Benchmark
    public double gate() {
        return it.gate();
    }

    /** Reverse mode by objects. */
    @Benchmark
    public double tape() {
        return tape.run();
    }

    /** Forward mode by objects. */
    @Benchmark
    public double hipparchus() {
        return hipparchus.run();
    }

    /** No derivative at all. */
    @Benchmark
    public double differences() {
        return differences.run();
    }
}
