using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>Something an activation has to do. It is its own link in the mailbox, so that posting allocates nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MailboxItem
{
    internal MailboxItem? Next { get; set; }
}
