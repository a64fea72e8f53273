package org.backwire.processor.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Ruled;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * The rules that the annotation names under {@code derivatives}. They are chosen explicitly, so they win: over the body of a
 * helper, over a companion, even over the rules of a gate.
 */
final class RuleBook {
    /** A call, its slopes, the slopes of these: what second derivatives need. */
    private static final int DEPTH = 2;

    private final Lowering desk;
    private final List<DerivativeRule> rules = new ArrayList<>();

    RuleBook(Lowering desk, ExecutableElement method) {
        this.desk = desk;
        Annotation annotation = Annotation.on(method, AnnotatedMethod.ANNOTATION, desk.elements);
        List<TypeMirror> classes = annotation == null ? List.of() : annotation.types("derivatives");
        for (TypeMirror type : classes) {
            if (type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element) {
                rules.addAll(DerivativeRule.in(element, desk.elements, desk.types));
            }
        }
    }

    /** A call of a method that has a rule; null for other calls. */
    @Nullable
    Operand call(Calls.Call call) {
        ExecutableElement method = call.method();
        if (rules.isEmpty() || !method.getModifiers().contains(Modifier.STATIC)) {
            return null;
        }
        if (rules.stream().anyMatch(rule -> isRefused(rule, method))) {
            desk.giveUp();
            return Operand.BAD;
        }
        return rules.stream().anyMatch(rule -> isRuleFor(rule, method)) ? ruled(call) : null;
    }

    /** A call without any rule, where there might have been one: what is missing can be named. */
    @Nullable
    Operand callWithoutRule(Calls.Call call) {
        ExecutableElement method = call.method();
        boolean mightHaveRules = !rules.isEmpty()
                && method.getModifiers().contains(Modifier.STATIC)
                && method.getReturnType().getKind().isPrimitive()
                && TypeOf.isDifferentiable(method.getReturnType())
                && method.getParameters().stream().allMatch(RuleBook::isNumeric);
        return mightHaveRules ? ruled(call) : null;
    }

    private static boolean isNumeric(VariableElement parameter) {
        TypeMirror type = parameter.asType();
        while (type instanceof ArrayType array) {
            type = array.getComponentType();
        }
        return type.getKind().isPrimitive();
    }

    /** A rule with a flaw is reported where it stands, if that is in this compilation; the call is no second mistake. */
    private boolean isRefused(DerivativeRule rule, ExecutableElement method) {
        return !rule.flaws().isEmpty()
                && rule.type().equals(Members.ownerOf(method))
                && method.getSimpleName().contentEquals(rule.method())
                && desk.sources.isCompiledHere(TypeOf.owner(rule.element()));
    }

    private static boolean isRuleFor(DerivativeRule rule, ExecutableElement method) {
        return rule.flaws().isEmpty() && method.equals(rule.spokenOf());
    }

    private Operand ruled(Calls.Call call) {
        boolean isRefused = desk.calleeWrites.areRefused(call, call.method());
        for (DerivativeRule rule : rules) {
            isRefused |= isRuleFor(rule, call.method()) && desk.calleeWrites.areRefused(call, rule.element());
        }
        if (isRefused) {
            return Operand.BAD;
        }
        Ruled ruled = ruled(call.method(), call, DEPTH);
        List<Operand> arguments = desk.helpers.arguments(call.choice(), call.arguments(), call.places(), call.tree());
        if (ruled == null || arguments == null) {
            return Operand.BAD;
        }
        List<Value> values = new ArrayList<>();
        for (Operand argument : arguments) {
            Operand whole = argument.components() == null ? argument : desk.records.whole(argument, call.tree());
            if (whole.isBad()) {
                return Operand.BAD;
            }
            values.add(desk.valueOf(whole, call.tree()));
        }
        Origin origin = desk.origin(call.name(), desk.text(call.tree()));
        Value result = new Value(ruled.result(), null, origin, null);
        desk.emit(new Op.CallRuled(result, ruled, values, values));
        return Operand.of(call.method().getReturnType(), result);
    }

    /** Null if the companion may not use the method or one of its rules, which is reported. */
    private @Nullable Ruled ruled(ExecutableElement method, Calls.Call call, int depth) {
        Member member = desk.foreigns.member(method, depth == DEPTH ? call.named() : null, call.name());
        if (member == null) {
            return null;
        }
        Map<Integer, Ruled> slopes = new HashMap<>();
        for (DerivativeRule rule : rules) {
            if (depth > 0 && isRuleFor(rule, method)) {
                Ruled slope = ruled(rule.element(), call, depth - 1);
                if (slope == null) {
                    return null;
                }
                slopes.putIfAbsent(rule.parameter(), slope);
            }
        }
        Type result = desk.graphType(method.getReturnType());
        return new Ruled(member, result, slopes, depth == DEPTH ? null : companion(method, member));
    }

    private @Nullable Callee companion(ExecutableElement rule, Member member) {
        AnnotatedMethod annotated = AnnotatedMethod.of(rule, desk.elements, desk.types);
        String needed = rule.getReturnType().getKind().isPrimitive() ? "GRADIENT" : "JVP";
        return annotated == null || !annotated.derivatives().contains(needed)
                ? null
                : annotated.callee(member, desk, CalleeFacts.HARMLESS);
    }
}
