package org.backwire.processor;

import java.util.List;
import java.util.Set;
import org.backwire.processor.differentiate.SteadyData;
import org.backwire.processor.emit.Target;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Refused;
import org.backwire.processor.graph.Type;
import org.backwire.processor.source.Reading;

/** The members that run a method once for each direction: all their runs must be like the first. */
final class RepeatedRuns {
    private RepeatedRuns() {}

    /**
     * Refuses calls on data that may give something else in another run.
     *
     * @param wrt the numbers of the differentiated parameters of the function
     * @param reverses whether the gradient can be computed
     * @param isElementwise whether the Jacobian is found to be diagonal
     */
    static void rejectUnsteady(
            Reading reading, Target target, List<Integer> wrt, boolean reverses, boolean isElementwise) {
        Set<String> asked = target.derivatives();
        boolean isOneNumber = wrt.size() == 1
                && reading.function().parameters().get(wrt.get(0)).type() instanceof Type.Primitive;
        boolean isOneSweep = target.result().isPrimitive() && reverses || isElementwise && wrt.size() == 1;
        boolean byJacobian = asked.contains("JACOBIAN") && !isOneSweep;
        boolean byHessian = asked.contains("HESSIAN") && !isOneNumber;
        if (byJacobian || byHessian) {
            Origin unsteady = SteadyData.unsteady(reading.functions());
            if (unsteady != null) {
                String mode = byJacobian ? "JACOBIAN" : "HESSIAN";
                throw new Refused(Problem.READ_REPEATEDLY, unsteady, unsteady.text(), mode);
            }
        }
    }
}
