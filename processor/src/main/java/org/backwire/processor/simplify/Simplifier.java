package org.backwire.processor.simplify;

import java.util.List;
import java.util.function.UnaryOperator;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;

/** The passes, in order. */
public final class Simplifier {
    private static final int ROUNDS = 4;

    private Simplifier() {}

    private static List<UnaryOperator<Function>> beforeDifferentiation(Optimizations optimizations) {
        return List.of(
                Simplifier::reduced, // so that what is equal is the same value
                DeadCode::run, // so that only what matters is looked at
                // so that nothing is recorded that is always the same
                optimizations.has(Optimization.LOOP_INVARIANTS) ? LoopInvariants::run : UnaryOperator.identity(),
                GateRecognition::run,
                optimizations.has(Optimization.POLYNOMIALS) ? Polynomials::run : UnaryOperator.identity());
    }

    private static List<UnaryOperator<Function>> afterDifferentiation(Optimizations optimizations) {
        return List.of(
                ForgetViews::run, // their work is done
                DeadCode::run, // most of the forward pass may be that, if only the gradient is asked for
                optimizations.has(Optimization.COMMON_SUBEXPRESSIONS) ? Simplifier::reduced : Folding::run,
                LoopVariables::run, // what every iteration leaves as it is need not go around
                DeadCode::run,
                LoopSteps::run); // for the reader: i++ stands last
    }

    /** What to do with what was read. */
    public static Function beforeDifferentiation(Function function) {
        return beforeDifferentiation(function, Optimizations.ALL);
    }

    /** What to do with what was read. */
    public static Function beforeDifferentiation(Function function, Optimizations optimizations) {
        return all(beforeDifferentiation(optimizations), function);
    }

    /** What to do with what differentiation made. */
    public static Function afterDifferentiation(Function function) {
        return afterDifferentiation(function, Optimizations.ALL);
    }

    /** What to do with what differentiation made. */
    public static Function afterDifferentiation(Function function, Optimizations optimizations) {
        return all(afterDifferentiation(optimizations), function);
    }

    private static Function all(List<UnaryOperator<Function>> passes, Function function) {
        Function result = function;
        for (UnaryOperator<Function> pass : passes) {
            result = pass.apply(result);
        }
        return result;
    }

    /** What is known is computed, and what is equal is merged, which may make more known. */
    private static Function reduced(Function function) {
        Function result = function;
        for (int round = 0; round < ROUNDS; round++) {
            Function before = result;
            result = CommonSubexpressions.run(Folding.run(before));
            if (result == before) {
                break;
            }
        }
        return result;
    }
}
