package org.backwire.benchmark.measure;

import java.util.concurrent.TimeUnit;
import org.backwire.benchmark.problem.Moving;
import org.backwire.benchmark.problem.MovingCatalogue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What JMH calls: tangents and second derivatives. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ModeBenchmarks {
    /** Which method. */
    @Param
    public MovingCatalogue moving;

    /** Whether it has its full size, or a small one that only shows that all works. */
    @Param("true")
    public boolean full;

    private Moving it;
    private int parameters;

    /** Makes the problem. */
    @Setup
    public void setup() {
        it = full ? moving.full() : moving.small();
        parameters = it.direction().length;
    }

    /** The tangent, by hand. */
    @Benchmark
    public Object expert() {
        return it.expert();
    }

    /** The tangent. */
    @Benchmark
    public Object jvp() {
        return it.jvp();
    }

    /** The gradient. */
    @Benchmark
    public Object gradient() {
        return it.gradient();
    }

    /** The Hessian times a direction. */
    @Benchmark
    public Object hvp() {
        return it.hvp();
    }

    /** The Hessian. */
    @Benchmark
    public Object hessian() {
        return it.hessian();
    }

    /** As many products as the Hessian has rows. */
    @Benchmark
    public void products(Blackhole sink) {
        for (int i = 0; i < parameters; i++) {
            sink.consume(it.hvp());
        }
    }
}
