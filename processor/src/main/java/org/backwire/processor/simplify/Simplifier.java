package org.backwire.processor.simplify;

import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;

/** The passes, in order. */
public final class Simplifier {
    private static final int ROUNDS = 4;

    private Simplifier() {}

    /** What to do with what was read. */
    public static Function beforeDifferentiation(Function function) {
        return beforeDifferentiation(function, Optimizations.ALL);
    }

    /** What to do with what was read. */
    public static Function beforeDifferentiation(Function function, Optimizations optimizations) {
        Function result = ComponentReads.run(function); // so that nothing is read of a record that is not there
        result = reduced(result); // so that what is equal is the same value
        if (optimizations.has(Optimization.COMMON_SUBEXPRESSIONS)) {
            result = CommonSubexpressions.forwardingStores(result);
        }
        result = DeadCode.run(result); // so that only what matters is looked at
        if (optimizations.has(Optimization.LOOP_INVARIANTS)) {
            result = LoopInvariants.run(result); // so that nothing is recorded that is always the same
        }
        result = GateRecognition.run(result);
        return optimizations.has(Optimization.POLYNOMIALS) ? Polynomials.run(result) : result;
    }

    /** What to do with what differentiation made. */
    public static Function afterDifferentiation(Function function) {
        return afterDifferentiation(function, Optimizations.ALL);
    }

    /** What to do with what differentiation made. */
    public static Function afterDifferentiation(Function function, Optimizations optimizations) {
        Function result = ForgetViews.run(function); // their work is done
        result = DeadCode.run(result); // most of the forward pass may be that, if only the gradient is asked for
        result = LoopVariables.run(result); // what every iteration leaves as it is need not go around, and may be known
        result = optimizations.has(Optimization.COMMON_SUBEXPRESSIONS) ? reduced(result) : Folding.run(result);
        result = Signs.run(result);
        result = LoopVariables.run(result);
        result = DeadCode.run(result);
        result = LoopFlags.run(result); // for the reader: what is not done need not be said
        return LoopSteps.run(result); // so that i++ stands last
    }

    /** What is known is computed, and what is equal is merged, which may make more known. */
    private static Function reduced(Function function) {
        Function result = function;
        for (int round = 0; round < ROUNDS; round++) {
            Function folded = Folding.run(result);
            if (round > 0 && folded == result) {
                break; // what is equal has been merged
            }
            result = CommonSubexpressions.run(folded);
        }
        return result;
    }
}
